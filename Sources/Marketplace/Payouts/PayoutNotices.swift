import Platform

// swift-format-ignore
extension NoticeTemplate {
    static let payoutPaid = market(.payment, "payout_paid",
        subject: "Payout {{number}} has been paid",
        """
        {{amount}} are on their way to your account.

        Bank reference: {{reference}}
        """, preview: payoutExample)

    static let payoutReturned = market(.payment, "payout_returned",
        subject: "The bank sent payout {{number}} back",
        """
        The bank sent {{amount}} back, so the amount is due again. Please check the account for your payouts.

        Reason: {{reason}}
        """, preview: payoutExample)

    static let payoutCancelled = market(.payment, "payout_cancelled",
        subject: "Payout {{number}} was not made",
        """
        The payout of {{amount}} was not made; the amount comes with a later one.

        Reason: {{reason}}
        """, preview: payoutExample)

    static let payoutAccountChanged = market(.system, "payout_account_changed",
        subject: "The account for your payouts has changed",
        """
        Your payouts now go to the account that ends in {{last4}}. None opens for 72 hours. If you did not change it, change your password and write to us at once.
        """, preview: ["last4": "6789"])

    static let debtWrittenOff = market(.payment, "debt_written_off",
        subject: "Your debt is written off",
        """
        We have written off {{amount}} that you owed us. You need not do anything.

        Reason: {{reason}}
        """, preview: ["amount": "250.00 USD", "reason": "The dispute was more than three months ago."])

    static let payoutTemplates = [payoutPaid, payoutReturned, payoutCancelled, payoutAccountChanged, debtWrittenOff]
}

private let payoutExample = [
    "number": "17", "amount": "1,284.50 USD", "reference": "WIRE-2026-00817",
    "reason": "The account is closed.",
]
