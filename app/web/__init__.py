"""The web page: a Gradio application and a reader of reviews, served together with the API."""
