import Kernel

extension ISEECalculation {
    mutating func assets() throws -> Exact {
        let (movable, home) = (try movableAssets(), try homeAssets())
        let isp = movable + home + household.otherRealEstate
        trace.add(
            .iseeISP,
            [
                try .cents("movable", movable), try .cents("home", home),
                try .cents("other_real_estate", household.otherRealEstate),
            ],
            gives: try .cents("isp", isp)
        )
        return isp
    }

    private mutating func movableAssets() throws -> Exact {
        let (balances, averages) = (household.accountBalances, household.accountAverages)
        let accounts = max(balances, averages)
        trace.add(
            .iseeAccounts,
            [try .cents("balances", balances), try .cents("averages", averages)],
            gives: try .cents("accounts", accounts)
        )
        let exempt = Exact(cents: parameters.stateSecuritiesExempt)
        let securities = (household.stateSecurities - exempt).notNegative
        trace.add(
            .iseeSecurities,
            [try .cents("securities", household.stateSecurities), try .cents("exempt", exempt)],
            gives: try .cents("counted", securities)
        )
        let total = accounts + securities + household.otherFinancial
        let allowance = parameters.movable.amount(
            members: household.members.count,
            children: household.children
        )
        let movable = (total - allowance).notNegative
        trace.add(
            .iseeMovable,
            [try .cents("total", total), try .cents("allowance", allowance)],
            gives: try .cents("movable", movable)
        )
        return movable
    }

    private mutating func homeAssets() throws -> Exact {
        let table =
            household.isHomeInMetropolis ? indicator.homeInMetropolis ?? indicator.home : indicator.home
        let threshold = table.amount(children: household.children)
        let home = (household.home - threshold).notNegative.times(2, over: 3)
        trace.add(
            isFamily ? .iseeFamilyHome : .iseeHome,
            [try .cents("value_without_mortgage", household.home), try .cents("threshold", threshold)],
            gives: try .cents("home", home)
        )
        return home
    }

    mutating func equivalence() -> Int {
        let table = parameters.scale
        let count = household.members.count
        let further = max(0, count - table.members.count)
        let base = table.members[min(max(count, 1), table.members.count) - 1] + further * table.furtherMember
        let mostListed = indicator.children.keys.max() ?? 0
        let children = indicator.children[min(household.children, mostListed), default: 0]
        let working =
            household.hasWorkingParents
            ? (household.hasInfant ? table.workingParentsOfInfant : table.workingParents) : 0
        let disabled = household.members.filter(\.isDisabled).count * table.disabledMember
        let care = household.members.contains(where: \.isInCare) ? table.residentialCare : 0
        let scale = base + children + working + disabled + care
        trace.add(
            isFamily ? .iseeFamilyScale : .iseeScale,
            [
                .number("members", count, .count), .number("base", base, .hundredths),
                .number("children", children, .hundredths), .number("working_parents", working, .hundredths),
                .number("disabled_members", disabled, .hundredths),
                .number("residential_care", care, .hundredths),
            ],
            gives: .number("scale", scale, .hundredths)
        )
        return scale
    }
}
