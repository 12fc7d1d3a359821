"""django/columns: all fields of an object or those that are needed."""

from pathlib import Path

from greenbench import baseline, hotspot, variant


@hotspot(
    "django/columns",
    default_size=2_000,
    article_size=10_000,
    sizes=[10, 100, 1_000, 10_000],
    needs=("django",),
)
class Columns:
    """Articles are listed by title, with or without reading their text of two kilobytes.
    Django has three ways to leave a field out, of which two still make an object for each row."""

    @staticmethod
    def prepare(folder: Path, n: int) -> None:
        from django_shop import sample_rows, write_shop

        write_shop(folder, Story=sample_rows().story_rows(n))

    def setup(self, n: int) -> None:
        from django_shop import open_shop

        self.stories = open_shop(self.prepared).Story.objects

    @baseline
    def all(self) -> list[tuple[int, str, int]]:
        return [(story.id, story.title, story.views) for story in self.stories.order_by("id")]

    @variant
    def only(self) -> list[tuple[int, str, int]]:
        stories = self.stories.order_by("id").only("id", "title", "views")
        return [(story.id, story.title, story.views) for story in stories]

    @variant
    def defer(self) -> list[tuple[int, str, int]]:
        return [(story.id, story.title, story.views) for story in self.stories.order_by("id").defer("body")]

    @variant
    def values_list(self) -> list[tuple[int, str, int]]:
        return list(self.stories.order_by("id").values_list("id", "title", "views"))
