"""Django without a project: settings in this process, a SQLite file in the worker's temporary folder.

    models = open_shop(Order=order_rows(1_000))     # a new file with the table of that model, filled
    models.Order.objects.count()

Nothing of Django is imported before open_shop() is called, so that hotspot files load where it is missing.
"""

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

PRODUCT_PAGE = """<!DOCTYPE html>
<title>Products</title>
<table>
{% for product in products %}<tr><td>{{ product.name }}</td><td>{{ product.price_cents }} ct</td></tr>
{% endfor %}</table>
"""


def sample_rows() -> ModuleType:
    """The module that makes the rows of the database suite: both suites read the same."""
    folder = str(Path(__file__).parents[1] / "database")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module("sample_rows")


def configure() -> None:
    """Does nothing the second time: a process has one configuration."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    page = ("django.template.loaders.locmem.Loader", {"products.html": PRODUCT_PAGE})
    settings.configure(
        DEBUG=False,  # otherwise Django keeps the text of every query
        SECRET_KEY="not a secret: nothing is signed",
        ALLOWED_HOSTS=["testserver"],
        ROOT_URLCONF="shop_views",
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader", [page])]},
            }
        ],
    )
    django.setup()


def open_shop(**rows_of_models: Iterable[tuple]) -> ModuleType:
    """Fills a new file with a table for each model named, and returns the module of models.

    There is one database per process: a second call closes the first one's.
    """
    configure()
    models = importlib.import_module("shop_models")
    from django.db import connection, transaction

    connection.close()
    connection.settings_dict["NAME"] = str(sample_rows().new_file())
    with connection.cursor() as cursor:
        # The file is thrown away with its worker: nobody needs it to survive a loss of power.
        cursor.execute("PRAGMA synchronous = OFF")
    for name in rows_of_models:
        with connection.schema_editor() as editor:
            editor.create_model(getattr(models, name))
    with transaction.atomic():
        for name, rows in rows_of_models.items():
            fill(getattr(models, name), rows)
    connection.close()  # the next query opens it anew, as a process that serves requests finds it
    return models


def fill(model: type, rows: Iterable[tuple]) -> None:
    """By SQL: half a million objects would take longer than all that is measured."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields]
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({marks})", rows)
