"""Arrows run one way: solver <- storage <- service <- routes; nothing is opened or loaded too early."""

from tests.test_architecture import ROOT, importers, loaded_by, modules


def in_subjects(name: str) -> set[str]:
    """Name the files of that name in every subject's folder."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in modules("api")
        if path.name == name and path.parent != ROOT / "api"
    }


def under(folder: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in modules(folder)}


def test_there_are_subjects_to_look_at() -> None:
    assert in_subjects("routes.py") >= {"api/accounts/routes.py", "api/health/routes.py"}
    assert in_subjects("service.py")


def test_the_solver_imports_nothing_of_the_service() -> None:
    heavy = ("api", "fastapi", "sqlalchemy", "structlog", "uvicorn", "pwdlib")
    assert importers("solver", *heavy) == set()


def test_routes_leave_the_tables_to_their_service() -> None:
    beyond = importers("api", "api.storage.tables", "sqlalchemy", "pysqlite3", "psycopg")
    assert not in_subjects("routes.py") & beyond
    assert not in_subjects("schemas.py") & beyond
    for folder in ("routes", "schemas"):
        assert not under(f"api/catalogue/{folder}") & beyond


def test_pages_leave_the_tables_to_their_service() -> None:
    beyond = importers("api", "api.storage.tables", "sqlalchemy", "pysqlite3", "psycopg")
    pages = {
        path.relative_to(ROOT).as_posix()
        for path in modules("api")
        if path.parent.name == "pages" or path.stem.endswith("pages")
    }
    assert pages >= {
        "api/accounts/pages.py", "api/catalogue/pages/rules.py", "api/notices/pages/own.py",
        "api/proposals/one_pages.py",
    }  # fmt: skip
    assert not pages & beyond


def test_services_know_nothing_of_http() -> None:
    http = importers("api", "fastapi", "starlette", "api.http", "uvicorn")
    assert not in_subjects("service.py") & http
    doors = under("api/catalogue/routes") | under("api/catalogue/pages")
    assert not (under("api/catalogue") - doors) & http


def test_storage_knows_nothing_above_it() -> None:
    above = ("fastapi", "starlette", "api.http", "api.accounts", "api.app", "api.running")
    assert importers("api/storage", *above) == set()


def test_one_file_knows_each_driver() -> None:
    assert importers("api", "pysqlite3") == {"api/storage/sqlite.py"}
    assert importers("api", "psycopg") == set()
    assert importers("api", "openpyxl") == {"api/notices/importing/workbook.py"}


def test_the_service_leaves_the_solver_s_engine_to_jobs() -> None:
    assert importers("api", "ortools", "solver.model") == set()


def test_the_command_line_starts_without_the_service() -> None:
    loaded = loaded_by("import api.cli")
    assert "api.commands.serve" in loaded
    heavy = {"fastapi", "sqlalchemy", "uvicorn", "structlog", "argon2", "alembic", "pysqlite3"}
    assert loaded & heavy == set()


def test_the_application_starts_without_what_only_some_requests_need() -> None:
    """Nor does building it open anything."""
    loaded = loaded_by(
        "import pathlib, tempfile\n"
        "from api.app import create_app\n"
        "from api.settings import Settings\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    data = pathlib.Path(folder) / 'data'\n"
        "    create_app(Settings(data_dir=data))\n"
        "    assert not data.exists()\n"
    )
    assert "fastapi" in loaded
    heavy = {"ortools", "pandas", "alembic", "psycopg", "openpyxl", "icalendar", "dateutil"}
    assert loaded & heavy == set()
