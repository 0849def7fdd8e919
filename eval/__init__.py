"""Known question-answer pairs and the measures that judge `index` and `app` from outside."""
