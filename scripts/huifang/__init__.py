"""huifang (回访): the register of follow-up visits to sanctioned officials."""

__version__ = "0.1.0"
