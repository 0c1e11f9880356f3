extension PythonOracle {
    /// Estates, with the F24 lines by instalment, comune and code: amount and credit.
    static let imu = """
        MULTIPLIERS = {"A/2": 160, "A/10": 80, "B/1": 140, "C/1": 55, "C/2": 160, "C/3": 140, "C/6": 160, "D/1": 65, "D/5": 80}
        def house():
            p = {"kind": "building", "municipality_code": R.choice(["A323", "H501"]), "province": "RM",
                 "category": R.choice(list(MULTIPLIERS)), "rendita_cents": R.randint(0, 500000),
                 "use": R.choice(["available", "rented", "rented_agreed", "free_use_relative"]),
                 "share_basis_points": R.randint(0, 10000), "months_held": R.randint(0, 12),
                 "rate_basis_points": R.randint(76, 106), "is_unfit": R.random() < .3}
            if R.random() < .7: p["previous_rate_basis_points"] = R.randint(76, 106)
            return p
        def answer(b):
            sums, lines = {}, {}
            for p in b["properties"]:
                base = F(p["rendita_cents"]) * 105 / 100 * MULTIPLIERS[p["category"]]
                if p["is_unfit"] or p["use"] == "free_use_relative" and p["category"] == "A/2": base /= 2
                if p["use"] == "rented_agreed": base = base * 3 / 4
                base = base * p["share_basis_points"] / 10000 * p["months_held"] / 12
                now = p["rate_basis_points"]
                before = p.get("previous_rate_basis_points", now)
                split = [("3918", now, before)]
                if p["category"][0] == "D": split = [("3925", 76, 76), ("3930", now - 76, before - 76)]
                for code, rate, previous in split:
                    year, half = sums.get((p["municipality_code"], code), (0, 0))
                    key = (p["municipality_code"], code)
                    sums[key] = (year + base * rate / 10000, half + base * previous / 20000)
            for (place, code), (year, half) in sums.items():
                advance = half_up(half, 100)
                rest = year - advance
                for kind, amount, credit in (("advance", advance, 0),
                                             ("balance", half_up(max(0, rest), 100), half_up(max(0, -rest), 100))):
                    if amount or credit: lines[f"{kind} {place} {code}"] = [amount, credit]
            return lines
        say([(b, answer(b)) for b in ({"year": 2026, "properties": [house() for _ in range(R.randint(1, 6))]} for _ in range(300))])
        """
}
