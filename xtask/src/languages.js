// Prints what the Unicode CLDR says about languages, as JSON by tag. Run with Node, whose `Intl` has the
// data, as the argument of `node -e`. Further arguments: the tags.

// The digits of the widget are those of its models, also in Arabic.
const DIGITS = { numberingSystem: "latn" };

const locale = (tag) => {
  const rules = new Intl.PluralRules(tag), wholes = Array.from({ length: 200 }, (_, number) => number);
  // Fractions below and above 2.
  const samples = [...wholes, 1.5, 2.5].map((number) => rules.select(number));
  const categories = ["zero", "one", "two", "few", "many", "other"].filter((category) => samples.includes(category));
  const digits = samples.map((category) => categories.indexOf(category)).join("");

  // Between items, between the only two, before the last.
  const separators = (options) => {
    const literals = (count) => new Intl.ListFormat(tag, options)
      .formatToParts(Array.from({ length: count }, (_, item) => String(item)))
      .filter(({ type }) => type == "literal").map(({ value }) => value);
    const many = literals(3);
    return [many[0], literals(2)[0], many[1]];
  };
  // The separator before the last item of a conjunction is a word; in Arabic, the others are words, too.
  const and = separators({ type: "conjunction" }), comma = /\p{L}/u.test(and[0]) ? "، " : and[0];

  const months = Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(tag, { year: "numeric", month: "long", calendar: "gregory", timeZone: "UTC", ...DIGITS })
      .formatToParts(new Date(Date.UTC(2026, month))).map(({ type, value }) => type == "year" ? "{0}" : value).join(""));
  const number = new Intl.NumberFormat(tag, DIGITS).formatToParts(123456.5);
  const mark = (type) => number.find((part) => part.type == type).value;
  return {
    plural: { categories, digits },
    months,
    and,
    or: separators({ type: "disjunction" }),
    comma: [comma, comma, comma],
    decimal_mark: mark("decimal"),
    group_mark: mark("group"),
  };
};

console.log(JSON.stringify(Object.fromEntries(process.argv.slice(1).map((tag) => [tag, locale(tag)]))));
