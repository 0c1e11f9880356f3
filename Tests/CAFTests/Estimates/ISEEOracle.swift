extension PythonOracle {
    /// Households, with scale and ISEE of both indicators.
    static let isee = """
        def household():
            ms = []
            for i in range(R.randint(1, 8)):
                role = R.choice(["parent", "child", "other"]) if i else "parent"
                m = {"age": R.randint(0, 24) if role == "child" else R.randint(20, 90), "role": role}
                for k, top in (("employment", 4000000), ("pension", 900000), ("other_income", 300000),
                               ("alimony_paid", 200000), ("disability_expenses", 900000)):
                    if R.random() < .4: m[k + "_cents"] = R.randint(0, top)
                for k, odds in (("worked", .6), ("is_disabled", .1), ("in_residential_care", .1)):
                    if R.random() < odds: m[k] = True
                ms.append(m)
            b = {"year": 2026, "members": ms, "other_real_estate_cents": R.randint(0, 9000000),
                 "figurative_income_cents": R.randint(0, 99999), "financial_assets": {
                     "account_balances_cents": R.randint(0, 6000000), "account_averages_cents": R.randint(0, 6000000),
                     "state_securities_cents": R.randint(0, 9000000), "other_cents": R.randint(0, 3000000)}}
            if R.random() < .5:
                b["annual_rent_cents"] = R.randint(0, 1300000)
            else:
                b["home"] = {"imu_value_cents": R.randint(0, 30000000), "mortgage_residual_cents": R.randint(0, 10000000),
                             "municipality_code": R.choice(["H501", "A323"])}
            return b
        def answer(b):
            ms, fa, rent, home, metro = b["members"], b["financial_assets"], b.get("annual_rent_cents", 0), 0, False
            if "home" in b:
                home = max(0, b["home"]["imu_value_cents"] - b["home"]["mortgage_residual_cents"])
                metro = b["home"]["municipality_code"] == "H501"
            kids, n = [m for m in ms if m["role"] == "child"], len(ms)
            k, more = len(kids), max(0, len(kids) - 2)
            g = lambda m, x: F(m.get(x + "_cents", 0))
            income = b["figurative_income_cents"] + sum(g(m, "employment") + g(m, "pension") + g(m, "other_income") for m in ms)
            off = min(rent, 700000 + 50000 * more) + sum(
                g(m, "alimony_paid") + min(g(m, "employment") / 5, 300000) + min(g(m, "pension") / 5, 100000)
                + min(g(m, "disability_expenses"), 500000) for m in ms)
            isr = max(F(0), income - off)
            movable = (max(fa["account_balances_cents"], fa["account_averages_cents"])
                       + max(0, fa["state_securities_cents"] - 5000000) + fa["other_cents"])
            movable = max(0, movable - min(1000000, 600000 + 200000 * (n - 1)) - 100000 * more)
            parents, minors = [m for m in ms if m["role"] == "parent"], [m for m in kids if m["age"] < 18]
            work = minors and (all(m.get("worked") for m in parents) or len(parents) == 1 and len(minors) + 1 == n)
            found = {}
            for name, free, add in (
                ("ordinary", 5250000 + 250000 * more, [0, 0, 0, 20, 35, 50]),
                ("family", (12000000 if metro else 9150000) + 250000 * max(0, k - 1), [0, 0, 10, 25, 40, 55]),
            ):
                isp = movable + F(2, 3) * max(0, home - free) + b["other_real_estate_cents"]
                se = [100, 157, 204, 246, 285][min(n, 5) - 1] + 35 * max(0, n - 5) + add[min(k, 5)]
                se += (30 if any(m["age"] < 3 for m in kids) else 20) if work else 0
                se += 50 * sum(m.get("is_disabled", False) for m in ms)
                se += 100 if any(m.get("in_residential_care") for m in ms) else 0
                found[name] = [se, half_up((isr + isp / 5) * 100 / se)]
            return found
        say([(b, answer(b)) for b in (household() for _ in range(300))])
        """
}
