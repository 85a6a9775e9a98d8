/**
 * Whom an initiative reaches: the same great-circle distance between the same points as on the server, so that a move
 * on the map needs no server and gives the same numbers.
 */

const RADIANS = Math.PI / 180;

/** Great-circle distance in kilometres by the haversine formula; angles in degrees. */
export function haversineKm(lat1, lon1, lat2, lon2, radiusKm) {
  const north = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const east = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const chord = north * north + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * east * east;
  return 2 * radiusKm * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Distance of every place to its nearest point; `known` holds distances to points counted before. */
export function nearestKm(facts, points, known = null) {
  const { lat, lon } = facts.places;
  return lat.map((_, i) => {
    let least = known ? known[i] : Infinity;
    for (const point of points) least = Math.min(least, haversineKm(lat[i], lon[i], point.lat, point.lon, facts.radius_km));
    return least;
  });
}

/** People and Gemeinden within each limit, of the places that count in the scope. */
export function reachWithin(facts, distances, scope) {
  const { people } = facts.places;
  const counts = facts.places[scope];
  const sums = facts.limits_km.map((limit) => ({ limit, people: 0, gemeinden: 0 }));
  const all = { people: 0, gemeinden: 0 };
  for (let i = 0; i < distances.length; i += 1) {
    if (!counts[i]) continue;
    all.people += people[i] ?? 0;
    all.gemeinden += 1;
    for (const sum of sums) {
      if (distances[i] > sum.limit) continue;
      sum.people += people[i] ?? 0;
      sum.gemeinden += 1;
    }
  }
  return { sums, all };
}

/** Index of the place nearest to a point, to say where it lies. */
export function nearestPlace(facts, point) {
  const { lat, lon } = facts.places;
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < lat.length; i += 1) {
    const distance = haversineKm(lat[i], lon[i], point.lat, point.lon, facts.radius_km);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}

/** A point `east` and `north` kilometres away from another. */
export function shiftedKm(point, east, north, radiusKm) {
  const degree = radiusKm * RADIANS;
  return { lat: point.lat + north / degree, lon: point.lon + east / (degree * Math.cos(point.lat * RADIANS)) };
}

/** The point as the address writes it: four digits, about ten metres; both sides calculate with these. */
export function writtenPoint({ lat, lon }) {
  return `${lat.toFixed(4)},${lon.toFixed(4)}`;
}

/** Reads what `writtenPoint` wrote. */
export function readPoint(text) {
  const [lat, lon] = text.split(",").map(Number);
  return { lat, lon };
}

/** The point as both sides calculate with it. */
export function roundedPoint(point) {
  return readPoint(writtenPoint(point));
}
