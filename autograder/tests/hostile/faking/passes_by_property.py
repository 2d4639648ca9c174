"""Is a property, so that a look at it decides what it is: must earn nothing."""


class Everything:
    def __call__(self, *given, **options):
        raise ValueError("nothing to see")

    def __getattr__(self, name):
        return self

    def __bool__(self):
        return True


scale = Everything()
