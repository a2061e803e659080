"""Write the example municipality."""

import os

import django


def main() -> None:
    """Write the folder and print its path."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from tools.kaedekoebing import municipality  # noqa: PLC0415 - it imports the rooms, which need Django to be set up

    municipality.write()
    print(f"examples/{municipality.FOLDER.name}: {len(municipality.facts().goals)} goals")


if __name__ == "__main__":
    main()
