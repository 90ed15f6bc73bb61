import { describe, expect, it } from "vitest";
import { curve, dayOf, layoutMonth, layoutWeek, nearest, sheet } from "../src/lib/agenda.ts";
import type { Entry } from "../src/lib/api.ts";

function entry(id: string, day: string | [string, string], more: Partial<Entry> = {}): Entry {
  const [earliest, latest] = typeof day === "string" ? [day, day] : day;
  return {
    id, date: earliest, date_text: earliest, earliest, latest, hour: null, kind: "meeting", what: "", who: "", where: "",
    status: "", status_key: "planned", moved_from: null, moved_text: "", overdue: false, words: "", sources: [], ...more,
  };
}

describe("a month's sheet", () => {
  it("is whole weeks from Monday", () => {
    expect(sheet("2022-03")).toEqual(["2022-02-28", "2022-04-03"]);
    expect(sheet("2021-02")).toEqual(["2021-02-01", "2021-02-28"]); // four weeks to the day
    const { weeks } = layoutMonth("2022-03", []);
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(weeks[0]?.map((cell) => cell.inside)).toEqual([false, true, true, true, true, true, true]);
  });

  it("puts an engagement on its day, by hour, and one without a day beside", () => {
    const month = layoutMonth("2022-03", [
      entry("late", "2022-03-10", { hour: "18:00" }), entry("early", "2022-03-10", { hour: "09:30" }), entry("none", "2022-03-10"),
      entry("open", ["2022-03-01", "2022-03-31"]), entry("elsewhere", ["2022-05-01", "2022-05-31"]),
    ]);
    const cell = month.weeks.flat().find((one) => one.day === "2022-03-10");
    expect(cell?.pills.map((pill) => pill.entry.id)).toEqual(["early", "late", "none"]);
    expect(month.open.map((one) => one.id)).toEqual(["open"]);
  });

  it("draws a postponed one from the old day to the new", () => {
    const month = layoutMonth("2022-03", [entry("moved", "2022-03-17", { moved_from: "2022-03-09", status_key: "postponed" })]);
    expect(month.arrows).toEqual([{ id: "moved", from: [1, 2], to: [2, 3] }]);
    const old = month.weeks.flat().find((one) => one.day === "2022-03-09");
    expect(old?.pills).toEqual([expect.objectContaining({ gone: true })]);
  });

  it("draws no arrow to a day that is not on the sheet, or to the same day", () => {
    const away = [entry("away", "2022-06-01", { moved_from: "2022-03-09" }), entry("same", "2022-03-09", { moved_from: "2022-03-09" })];
    const month = layoutMonth("2022-03", away);
    expect(month.arrows).toEqual([]);
    const old = month.weeks.flat().find((one) => one.day === "2022-03-09");
    expect(old?.pills.map((pill) => [pill.entry.id, pill.gone])).toEqual([["same", false], ["away", true]]);
  });
});

it("a week is seven days with what is in it", () => {
  const week = layoutWeek("2022-03-10", [entry("a", "2022-03-13"), entry("b", "2022-03-14"), entry("c", ["2022-03-12", "2022-03-20"])]);
  expect(week.cells.map((cell) => cell.day)).toEqual([..."78"].map((d) => `2022-03-0${d}`).concat(["2022-03-09", "2022-03-10", "2022-03-11", "2022-03-12", "2022-03-13"]));
  expect(week.cells.flatMap((cell) => cell.pills.map((pill) => pill.entry.id))).toEqual(["a"]);
  expect(week.open.map((one) => one.id)).toEqual(["c"]);
});

it("an entry without both bounds has no day", () => {
  expect(dayOf(entry("x", "2022-01-01"))).toBe("2022-01-01");
  expect(dayOf({ ...entry("x", "2022-01-01"), latest: null })).toBeNull();
});

it("the nearest month with something in it, either way", () => {
  expect(nearest("2022-03", ["2021-01", "2022-05", "2023-01"])).toBe("2022-05");
  expect(nearest("2022-03", ["2022-03"])).toBeNull();
});

it("an arrow starts and ends in its cells", () => {
  const path = curve({ id: "x", from: [0, 0], to: [1, 6] }, 2, 700, 200);
  const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
  expect(numbers.slice(0, 2)).toEqual([50, 74]);
  expect(numbers.slice(-2)).toEqual([650, 105]);
  const back = curve({ id: "x", from: [1, 6], to: [0, 0] }, 2, 700, 200).match(/-?[\d.]+/g)?.map(Number) ?? [];
  expect(back.slice(0, 2)).toEqual([650, 105]);
  expect(back.at(-1)).toBe(86);
});
