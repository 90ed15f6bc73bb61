import { describe, expect, it } from "vitest";
import {
  addDays, addMonths, dayOf, lastDay, monday, sayDay, sayMonth, sayStretch, sayTick, toTime, weekday, weekdays,
} from "../src/lib/days.ts";

describe("the calendar", () => {
  it("counts days over months, years and leap days", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2023-12-31", 1)).toBe("2024-01-01");
    expect(addDays("2022-03-27", 1)).toBe("2022-03-28"); // clocks change in Paris
    expect(addDays("2022-03-01", -1)).toBe("2022-02-28");
  });

  it("puts dates of the record on an axis", () => {
    expect(dayOf("2022-01-21")).toBe("2022-01-21");
    expect(dayOf("2022-01-24/2022-01-30")).toBe("2022-01-24");
    expect(dayOf("../2022-01-07")).toBe("2022-01-07");
    expect(dayOf("../2022-02")).toBe("2022-02-28");
    expect(dayOf("2022-01~")).toBe("2022-01-01");
    expect(dayOf("2022-24")).toBe("2022-01-01"); // a season
    expect(dayOf("2022")).toBe("2022-01-01");
    expect(dayOf("../2021")).toBe("2021-12-31");
    expect(dayOf("")).toBeNull();
    expect(dayOf(null)).toBeNull();
  });

  it("counts months both ways", () => {
    expect(addMonths("2022-01", -1)).toBe("2021-12");
    expect(addMonths("2022-11", 14)).toBe("2024-01");
    expect(lastDay("2024-02")).toBe("2024-02-29");
  });

  it("begins weeks on Monday", () => {
    expect(weekday("2022-03-07")).toBe(0);
    expect(weekday("2022-03-13")).toBe(6);
    expect(monday("2022-03-13")).toBe("2022-03-07");
    expect(monday("2022-03-07")).toBe("2022-03-07");
    expect(weekdays("fr")[0]).toBe("lundi");
    expect(weekdays("en")[6]).toBe("Sunday");
  });
});

describe("days in words", () => {
  it("are French in French, the first an ordinal", () => {
    expect(sayDay("2022-03-01", "fr")).toBe("1er mars 2022");
    expect(sayDay("2022-03-11", "fr")).toBe("11 mars 2022");
    expect(sayDay("2022-03-01", "fr", { weekdays: true })).toBe("mardi 1er mars 2022");
    expect(sayDay("2022-08-01", "fr", { year: false })).toBe("1er août");
    expect(sayMonth("2022-02", "fr")).toBe("février 2022");
  });

  it("are English in English", () => {
    expect(sayDay("2022-03-01", "en")).toBe("1 March 2022");
    expect(sayDay("2022-03-01", "en", { weekdays: true })).toBe("Tuesday 1 March 2022");
    expect(sayMonth("2022-02", "en")).toBe("February 2022");
  });

  it("say a stretch by what it has", () => {
    expect(sayStretch("2022-03-01", "2022-03-01", "fr")).toBe("1er mars 2022");
    expect(sayStretch("2022-03-03", "2022-04-09", "en")).toBe("3 Mar 2022 – 9 Apr 2022");
    expect(sayStretch("2022-03-03", "", "fr")).toBe("depuis le 3 mars 2022");
    expect(sayStretch("", "2022-03-03", "en")).toBe("until 3 Mar 2022");
    expect(sayStretch("", "", "fr")).toBe("");
  });

  it("mark years on the axis where they begin", () => {
    expect(sayTick(toTime("2022-01-01"), "month", "fr")).toBe("2022");
    expect(sayTick(toTime("2022-04-01"), "day", "en")).toBe("Apr");
    expect(sayTick(toTime("2022-04-05"), "day", "en")).toBe("5 Apr");
  });
});
