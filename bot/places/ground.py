"""Which place a point on Earth lies in."""

from math import asin, cos, isfinite, radians, sin, sqrt

from tzfpy import get_tz

from bot.places.atlas import Place, load, namesake
from bot.places.zones import modern

_EARTH = 6371.0  # km
_NEARBY = 100.0  # km
_BLUR = 5.0  # km; Berlin outweighs the quarter of it that one stands in


def at(latitude: float, longitude: float) -> Place | None:
    """Return the place at a point in degrees, named by a city within 100 km that is near and big.

    Without a city near it is the zone under its own name (at sea an Etc zone, without a country);
    None where there is no such point on Earth (out of range, not a number).
    """
    if not (isfinite(latitude) and isfinite(longitude)):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    zone = modern(get_tz(longitude, latitude))
    atlas = load()
    near_by = [
        (city.population / (far + _BLUR) ** 2, city)
        for index in atlas.by_zone.get(zone, ())
        if (far := _apart_by(latitude, longitude, index)) <= _NEARBY
        for city in (atlas.cities[index],)
    ]
    return max(near_by, key=lambda pair: pair[0])[1] if near_by else namesake(zone)


def _apart_by(latitude: float, longitude: float, index: int) -> float:
    # The haversine formula, in kilometres.
    atlas = load()
    north, east = atlas.latitudes[index], atlas.longitudes[index]
    half = sin(radians(north - latitude) / 2) ** 2
    half += cos(radians(north)) * cos(radians(latitude)) * sin(radians(east - longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))
