"""How well the product finds what answers: everything that is asked, and how the answers are judged.

``python -m eval.retrieval`` runs it. Questions and grades are read by ``tasks``, asked of what is in ``searchers`` and
``peers`` by ``measuring``, and judged by ``judging``; ``tables`` and ``plots`` show the same numbers to people.
"""
