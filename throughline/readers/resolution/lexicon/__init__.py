"""Words of resolutions: the verbs by which a body acts, in English, French and Spanish, and how they are normalised."""
