"""Django without a project: settings in this process, a SQLite file that is made once per run.

    write_shop(folder, Order=order_rows(1_000))     # in prepare(): a file with the table of that model, filled
    models = open_shop(folder)                      # in setup()
    models.Order.objects.count()

Nothing of Django is imported before one of them is called, so that hotspot files load where it is missing.
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


def write_shop(folder: Path, **rows_of_models: Iterable[tuple]) -> None:
    """Makes a file with a table for each model named."""
    models = connect(str(sample_rows().file_in(folder)))
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        # The file is thrown away with its run: nobody needs it to survive a loss of power.
        cursor.execute("PRAGMA synchronous = OFF")
    for name in rows_of_models:
        with connection.schema_editor() as editor:
            editor.create_model(getattr(models, name))
    with transaction.atomic():
        for name, rows in rows_of_models.items():
            fill(getattr(models, name), rows)
    connection.close()


def open_shop(folder: Path) -> ModuleType:
    """The module of models. The first query opens the file, as a process that serves requests finds it."""
    return connect(sample_rows().address_in(folder))


def connect(database: str) -> ModuleType:
    """There is one database per process: a second call closes the first one's."""
    configure()
    models = importlib.import_module("shop_models")
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = database
    return models


def fill(model: type, rows: Iterable[tuple]) -> None:
    """By SQL: half a million objects would take longer than all that is measured."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields]
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({marks})", rows)
