"""Write the example municipality."""

import os

import django


def main() -> None:
    """Write the folder, and say so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kobling.config.settings")
    django.setup()
    from tools.kaedekoebing import whole  # noqa: PLC0415 - it reads the rooms, which Django has ready from here on

    whole.write()
    print(f"examples/{whole.HOME.name}: {len(whole.facts().goals)} goals")


if __name__ == "__main__":
    main()
