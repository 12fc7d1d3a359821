"""The product list view at two addresses: rendered for each request, or kept by the cache. Django's ROOT_URLCONF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import cache_page
from shop_models import Product

A_QUARTER_OF_AN_HOUR = 15 * 60


def product_list(request: HttpRequest) -> HttpResponse:
    return render(request, "products.html", {"products": Product.objects.order_by("id")})


urlpatterns = [
    path("uncached/", product_list),
    path("cached/", cache_page(A_QUARTER_OF_AN_HOUR)(product_list)),
]
