/**
 * Numbers as the server writes them (`analytics/language/numbers.py`): rounded half away from zero on their decimal
 * writing; one that is rounded to zero carries no sign. Intl rounds the binary value instead, and writes "-0".
 */

const SEPARATORS = { de: { group: ".", point: "," }, en: { group: ",", point: "." } };
const MINUS_SIGN = "\u2212";
const NOT_A_NUMBER = "\u2013";

/** The digits of a number before and after its point, the point moved `shift` places to the right. */
function decimalDigits(value, shift) {
  const [mantissa, exponent = "0"] = String(Math.abs(value)).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const place = whole.length + Number(exponent) + shift;
  if (place <= 0) return ["0", "0".repeat(-place) + digits];
  const filled = digits.padEnd(place, "0");
  return [filled.slice(0, place), filled.slice(place)];
}

/** A number rounded to so many digits after the point: its sign (-1, 0, 1), its whole and its broken digits. */
function roundedDigits(value, digits, shift) {
  const [whole, fraction] = decimalDigits(value, shift);
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0")) + ((fraction[digits] ?? "0") >= "5" ? 1n : 0n);
  const written = kept.toString().padStart(digits + 1, "0");
  const sign = kept === 0n ? 0 : Math.sign(value);
  return { sign, whole: written.slice(0, written.length - digits), fraction: written.slice(written.length - digits) };
}

function joinDigits({ sign, whole, fraction }, lang) {
  const { group, point } = SEPARATORS[lang];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${sign < 0 ? MINUS_SIGN : ""}${grouped}${fraction ? point + fraction : ""}`;
}

/** A number in the reader's language. */
export function writeNumber(value, lang, digits = 0) {
  return Number.isFinite(value) ? joinDigits(roundedDigits(value, digits, 0), lang) : NOT_A_NUMBER;
}

/** A number with its sign; one that is written as zero carries none. */
export function writeSigned(value, lang, digits = 1) {
  if (!Number.isFinite(value)) return NOT_A_NUMBER;
  const rounded = roundedDigits(value, digits, 0);
  return `${rounded.sign > 0 ? "+" : ""}${joinDigits(rounded, lang)}`;
}

/** A share between 0 and 1 as a percentage. */
export function writePercent(share, lang, digits = 0) {
  if (!Number.isFinite(share)) return NOT_A_NUMBER;
  return `${joinDigits(roundedDigits(share, digits, 2), lang)}${lang === "de" ? "\u00a0%" : "%"}`;
}
