"""What tests of exports share: models and studies, and readers of the texts that come out."""
