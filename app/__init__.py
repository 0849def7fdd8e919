"""From passages to people: answers, citations, the command line, the web page, the API."""
