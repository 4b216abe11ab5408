"""This room fits models to tables of observations: estimates, their errors, and likelihoods."""
