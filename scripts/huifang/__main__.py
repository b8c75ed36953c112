"""`python -m huifang`: the same command as `huifang`."""

from huifang.commands.main import main

if __name__ == "__main__":
    raise SystemExit(main())
