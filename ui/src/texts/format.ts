// Numbers, times and plurals as the reader's language writes them. No text of our own here.

const locale = 'en-GB';
const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const second = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const longDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const lists = new Intl.ListFormat(locale, { type: 'conjunction' });

/** `plural(1, 'person', 'people')` → "1 person". */
export function plural(count: number, one: string, other: string): string {
  return `${numbers.format(count)} ${plurals.select(count) === 'one' ? one : other}`;
}

export const formatNumber = (value: number): string => numbers.format(value);

export const formatList = (items: string[]): string => lists.format(items);

/** An RFC 3339 time as the clock on this device shows it: "10:44". */
export const formatTime = (rfc3339: string): string => time.format(new Date(rfc3339));

/** The same with its seconds, where several may fall into one minute: "10:44:02". */
export const formatSecond = (rfc3339: string): string => second.format(new Date(rfc3339));

/** A date `YYYY-MM-DD`, or a time, as "21 November 2026". */
export const formatDate = (date: string): string => longDate.format(localDay(date));

/** Whole days from today to a date `YYYY-MM-DD`; negative when it has passed. */
export function daysUntil(date: string, now: Date): number {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((localDay(date).getTime() - today.getTime()) / 86_400_000);
}

/** Milliseconds as a stage shows them: "48 ms", "1.2 s". */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${numbers.format(Math.round(ms))} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** The moment so many days after a time, on this device's calendar. */
export function daysAfter(rfc3339: string, days: number): Date {
  const end = new Date(rfc3339);
  end.setDate(end.getDate() + days);
  return end;
}

/** A day on this device's calendar as `YYYY-MM-DD`. */
export function localDate(day: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

// `new Date('2026-11-21')` would be midnight in UTC: yesterday, west of Greenwich.
function localDay(date: string): Date {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  if (date.length > 10) return new Date(date);
  return new Date(year ?? 0, (month ?? 1) - 1, day ?? 1);
}

const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });

/** A share from 0 to 1 as "97%". */
export const formatShare = (share: number): string => shares.format(share);

/** A time as one says it in a sentence: "at 10:44" on the same day, else "on 20 Nov at 10:44". */
export function formatWhen(rfc3339: string, now: Date): string {
  const at = new Date(rfc3339);
  const clock = `at ${time.format(at)}`;
  return at.toDateString() === now.toDateString() ? clock : `on ${shortDay.format(at)} ${clock}`;
}
