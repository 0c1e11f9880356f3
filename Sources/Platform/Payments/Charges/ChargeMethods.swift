import Store

/// The means with which a charge can be paid.
package enum ChargeMethods: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Cards and wallets, which tell at once whether they pay.
    case immediate
}
