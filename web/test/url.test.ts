import { describe, expect, it } from "vitest";
import { countFilters, filterParams, isDay, noFilters, readState, VIEWS, writeState } from "../src/lib/url.ts";

describe("the address", () => {
  it("is read back as it was written", () => {
    const query =
      "?view=ledger&id=x%26y&fact=contact-1&q=%22cessez-le-feu%22&since=2022-01-01&until=2022-03-31&as_of=2022-02-01" +
      "&month=2022-02&day=2022-02-03&lang=en&span=week&order=desc&weight=conflict&actor=a&actor=b&type=contact&kind=call" +
      "&status=held&issue=ceasefire&outlet=Le+Soir&between=a&between=b";
    const state = readState(query);
    expect(state.actor).toEqual(["a", "b"]);
    expect(readState(writeState(state))).toEqual(state);
    expect(new URLSearchParams(writeState(state)).toString().split("&").sort()).toEqual(
      new URLSearchParams(query).toString().split("&").sort(),
    );
  });

  it("is empty at the start", () => {
    expect(writeState(readState(""))).toBe("");
  });

  it.each(VIEWS)("knows the view %s", (view) => {
    expect(readState(writeState({ ...readState(""), view })).view).toBe(view);
  });

  it("leaves out what it does not know, and days that do not exist", () => {
    const state = readState("?view=evil&since=2022-02-30&until=tomorrow&month=2022-13&lang=de&weight=9&span=year&order=up");
    expect(state).toEqual(readState(""));
  });

  it("turns a period round that ends before it starts", () => {
    const state = readState("?since=2022-05-01&until=2022-04-01");
    expect([state.since, state.until]).toEqual(["2022-04-01", "2022-05-01"]);
  });

  it("holds a value once, and no more than two parties", () => {
    const state = readState("?actor=a&actor=a&actor=&between=a&between=b&between=c");
    expect(state.actor).toEqual(["a"]);
    expect(state.between).toEqual(["a", "b"]);
  });
});

describe("filters", () => {
  it("become the API's parameters, each value of its own", () => {
    const filters = { ...noFilters(), q: " sanctions ", actor: ["a", "b"], since: "2022-01-01" };
    expect(filterParams(filters).toString()).toBe("q=sanctions&since=2022-01-01&actor=a&actor=b");
    expect(filterParams(filters, ["since", "actor"]).toString()).toBe("q=sanctions");
  });

  it("are counted, a period once", () => {
    expect(countFilters(noFilters())).toBe(0);
    const filters = { ...noFilters(), since: "2022-01-01", until: "2022-02-01", q: "x", as_of: "2022-01-02", actor: ["a", "b"] };
    expect(countFilters(filters)).toBe(5);
  });
});

it.each([["2024-02-29", true], ["2023-02-29", false], ["2022-1-1", false], ["", false], ["0001-01-01", true]])(
  "%s is a day: %s",
  (text, is) => expect(isDay(text)).toBe(is),
);
