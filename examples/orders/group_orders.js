const _ = require("lodash");

/** Groups cleaned orders by customer, the best customer first. */
function main({ orders, top = 3 }) {
  const groups = _.map(_.groupBy(orders, "customer"), (bought, customer) => ({
    customer,
    orders: bought.length,
    total: _.round(_.sumBy(bought, "amount"), 2),
  }));
  return {
    groups: _.orderBy(groups, ["total", "customer"], ["desc", "asc"]).slice(0, top ?? 3),
    largest: _.maxBy(orders, "amount") ?? null,
  };
}
