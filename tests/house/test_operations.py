"""Operations are keyword-only, actor first (`hide_post(*, actor, post, reason)`)."""

from collections.abc import Iterator

import pytest

from tests.house.reading import Module, called, example, faults, functions


def ill_shaped(module: Module) -> Iterator[str]:
    for node in functions(module.tree):
        if "operation" not in map(called, node.decorator_list):
            continue
        if node.args.posonlyargs or node.args.args or node.args.vararg:
            yield module.fault(node, f"{node.name} takes something by position")
        names = [argument.arg for argument in node.args.kwonlyargs]
        if "actor" in names[1:]:
            yield module.fault(node, f"{node.name} does not name its actor first")


def test_operations_are_keyword_only_with_the_actor_first() -> None:
    assert not faults(ill_shaped, "forum/")


@pytest.mark.parametrize(
    "signature", ["actor, post", "actor, *, post", "*posts", "*, post, actor", "actor, /, *, post"]
)
def test_it_sees_an_ill_shaped_operation(signature: str) -> None:
    assert list(ill_shaped(example(f"@operation\ndef hide({signature}): ...")))


@pytest.mark.parametrize("signature", ["", "*, actor, post", "*, name, password", "*, actor=None"])
def test_it_lets_a_well_shaped_one_be(signature: str) -> None:
    assert not list(ill_shaped(example(f"@operation\ndef hide({signature}): ...")))
