"""Middleware that measures each web request: greenbench.web.wsgi, greenbench.web.asgi and greenbench.web.django."""
