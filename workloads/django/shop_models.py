"""The tables of the database suite as Django models, and the products of a shop. Imported by django_shop.py alone, when
Django has been configured."""

from django.db import models


class Author(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "shop"
        db_table = "authors"


class Article(models.Model):
    title = models.TextField()
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

    class Meta:
        app_label = "shop"
        db_table = "articles"


class Story(models.Model):
    title = models.TextField()
    body = models.TextField()
    views = models.IntegerField()

    class Meta:
        app_label = "shop"
        db_table = "stories"


class Order(models.Model):
    customer_id = models.IntegerField()
    amount_cents = models.IntegerField()

    class Meta:
        app_label = "shop"
        db_table = "orders"


class Product(models.Model):
    name = models.TextField()
    price_cents = models.IntegerField()

    class Meta:
        app_label = "shop"
        db_table = "products"
