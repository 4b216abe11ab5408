"""This room lists what there is to choose from: drugs, receptors, routes and metrics."""
