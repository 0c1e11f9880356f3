import Kernel

extension Feature {
    /// Listed by products with features that declare the data to erase after a withdrawn consent.
    package static let withdrawals = Feature(
        jobs: [EraseWithdrawn.self],
        schedules: [Daily("privacy.erase_withdrawn", at: "03:00", in: .utc, EraseWithdrawn())],
        audit: WithdrawalAction.self
    )
}
