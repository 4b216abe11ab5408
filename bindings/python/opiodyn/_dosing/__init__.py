"""What is taken and when: the text form of regimens, other doses in a regimen, dosing intervals."""
