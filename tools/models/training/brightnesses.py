"""How bright the things of an image are."""


def brightnesses(rng, count, own, near_shares, spread):
    """One for each label; some look just like the object, others lie far off, as air and bone do."""
    values = rng.uniform(0, 1, count)
    far = rng.random(count) < rng.choice([0.0, 0.15, 0.4])
    values[far] += rng.choice([-1, 1], far.sum()) * rng.uniform(1, 5, far.sum())
    near = rng.random(count) < rng.choice(near_shares)
    values[near] = own + rng.normal(0, spread, near.sum())
    return values
