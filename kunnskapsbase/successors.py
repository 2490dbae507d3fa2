"""A kommunenummer as people write it, which may be out of use, as the number of today, with what to tell them."""

from kunnskapsbase.municipalities import MunicipalityRegister


def number_of_today(kommunenummer: str, register: MunicipalityRegister) -> tuple[str, str | None]:
    """The number of today, and a remark in Norwegian where it is another one than was given.

    Of a municipality that was divided it is the one that took over most, and the remark names the others.

    Raises:
        UnknownMunicipalityError: no municipality has or had the number.
    """
    today = register.get(kommunenummer)
    if today.kommunenummer == kommunenummer:
        return kommunenummer, None
    remark = f"Kommunenummer {kommunenummer} er gått ut; brukte dagens nummer {today.kommunenummer} ({today.name})."
    former = register.former(kommunenummer)
    others = [register.get(number) for number in former.successors if number != today.kommunenummer] if former else []
    if others:
        named = ", ".join(f"{each.kommunenummer} ({each.name})" for each in others)
        remark += f" Kommunen ble delt; oppgi i stedet {named} hvis det er den dere mener."
    return today.kommunenummer, remark
