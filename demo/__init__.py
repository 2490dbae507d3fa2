"""The whole product started on one machine: what ``make demo`` and ``make demo-check`` run."""
