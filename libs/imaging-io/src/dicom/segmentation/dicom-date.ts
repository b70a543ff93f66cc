const digits = (value: number, count: number): string => String(value).padStart(count, '0');

/** The day of this machine's clock, YYYYMMDD (PS3.5, table 6.2-1, DA). */
export const dicomDate = (now: Date): string =>
  digits(now.getFullYear(), 4) + digits(now.getMonth() + 1, 2) + digits(now.getDate(), 2);

/** The time of this machine's clock, HHMMSS.FFFFFF (PS3.5, table 6.2-1, TM). */
export const dicomTime = (now: Date): string =>
  digits(now.getHours(), 2) +
  digits(now.getMinutes(), 2) +
  digits(now.getSeconds(), 2) +
  `.${digits(now.getMilliseconds(), 3)}000`;
