import Kernel
import Platform
import Web

/// A payout to create; the server calculates its amount.
struct NewPayout: Body {
    /// The company to pay.
    var companyId: ID<Company>
    /// First day of the deliveries in Baghdad, included.
    var from: CivilDate
    /// Last day of the deliveries in Baghdad, included; at most 366 days in all, and not in the future.
    var to: CivilDate

    var window: PayoutWindow { PayoutWindow(from: from, to: to) }
}

/// The new status of a payout.
struct PayoutMove: Body {
    /// The status that the payout is to have next.
    var status: PayoutStatus
    /// Reason for the change; absent means none.
    var reason: Line<1, 500>?
    /// The bank's reference of the transfer; absent keeps the current one.
    var reference: Line<1, 100>?
}

/// A payout to a company.
struct PayoutView: View {
    var id: ID<CompanyPayout>
    /// Consecutive number of the payout, without gaps.
    var number: Int
    /// The company that is paid.
    var companyId: ID<Company>
    /// The company's name in the language of the request.
    var companyTitle: String
    /// First day of the deliveries in Baghdad, included.
    var from: CivilDate
    /// Last day of the deliveries in Baghdad, included.
    var to: CivilDate
    /// Number of delivered orders in the amount.
    var orders: Int
    /// Amount to transfer, in Iraqi dinars.
    var amount: Int64
    var status: PayoutStatus
    /// The reason given with the last change of status; absent when none was given.
    var statusReason: Line<1, 500>?
    /// The bank's reference of the transfer; absent when none was given.
    var reference: Line<1, 100>?
    /// The time at which an administrator drew up the payout.
    var createdAt: Instant
    /// When the payout was marked as paid; absent until then.
    var paidAt: Instant?
    /// Time of the last change of status; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
    var version: Int

    init(_ payout: CompanyPayout, in languages: [Language]) {
        id = payout.id
        number = payout.number
        companyId = payout.payee.id
        companyTitle = payout.payee.name.text(in: languages)
        from = payout.from
        to = payout.to
        orders = payout.sales
        amount = payout.amount
        status = payout.status
        statusReason = payout.statusReason
        reference = payout.reference
        createdAt = payout.createdAt
        paidAt = payout.paidAt
        updatedAt = payout.updatedAt
        version = payout.version
    }
}

/// A payout with its entries.
struct PayoutDetail: View {
    var payout: PayoutView
    /// The entries that make up the amount.
    var entries: [CompanyEntryView]
    /// The changes of status that the caller may make from here, with anything that blocks them.
    var actions: [AvailableAction]
}
