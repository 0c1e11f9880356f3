import Kernel
import Platform

/// The events of a region within thirty days, to be made figures of; regions add up.
struct RegionTally: Sendable {
    static let days = 30

    var posted = 0
    var funded = 0
    var disputed = 0
    var payments = 0
    /// In cents, as the other sums.
    var captured: Int64 = 0
    var refunded: Int64 = 0
    /// The commission on what is left of the payments, booked or to be booked at the release.
    var commission: Int64 = 0
    var activeCustomers: Set<ID<Account>> = []
    var activeProviders = 0
    var verifications: [Duration] = []
    var approvals: [Duration] = []
    var resolutions: [Duration] = []

    var gmv: Int64 { captured - refunded }

    static func + (left: RegionTally, right: RegionTally) -> RegionTally {
        var sum = left
        sum.posted += right.posted
        sum.funded += right.funded
        sum.disputed += right.disputed
        sum.payments += right.payments
        sum.captured += right.captured
        sum.refunded += right.refunded
        sum.commission += right.commission
        sum.activeCustomers.formUnion(right.activeCustomers)
        sum.activeProviders += right.activeProviders
        sum.verifications += right.verifications
        sum.approvals += right.approvals
        sum.resolutions += right.resolutions
        return sum
    }
}

/// The figures of a region, or of all.
struct RegionFigures: Codable, Sendable {
    /// The money of customers for jobs.
    var gmv: Figure
    /// The platform's part of it.
    var take: Figure
    /// How many jobs find somebody.
    var fill: Figure
    /// How many end in a dispute.
    var disputes: Figure
    /// The money that went back.
    var refunds: Figure
    /// The customers who use the platform.
    var activeCustomers: Figure
    /// The providers who can be found.
    var activeProviders: Figure
    /// How long providers wait for their verification.
    var verifyHours: Figure
    /// How long services wait for their review.
    var approveHours: Figure
    /// How long disputes take.
    var resolveHours: Figure

    init(_ tally: RegionTally, churnDays: Int) {
        gmv = Figure(.gmv, Double(tally.gmv), of: tally.payments)
        take = Figure(
            .take,
            tally.gmv == 0 ? nil : Double(tally.commission) / Double(tally.gmv),
            of: tally.payments
        )
        fill = Figure(.fill, tally.funded, of: tally.posted)
        disputes = Figure(.disputes, tally.disputed, of: tally.funded)
        refunds = Figure(.refunds, Double(tally.refunded), of: tally.payments)
        activeCustomers = Figure(.activeCustomers, count: tally.activeCustomers.count, days: churnDays)
        activeProviders = Figure(.activeProviders, count: tally.activeProviders)
        verifyHours = Figure(
            .verifyHours,
            MedianTime.hours(of: tally.verifications),
            of: tally.verifications.count
        )
        approveHours = Figure(
            .approveHours,
            MedianTime.hours(of: tally.approvals),
            of: tally.approvals.count
        )
        resolveHours = Figure(
            .resolveHours,
            MedianTime.hours(of: tally.resolutions),
            of: tally.resolutions.count
        )
    }
}
