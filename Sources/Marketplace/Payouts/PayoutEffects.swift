import Kernel
import Platform
import Store

/// The effects of jobs and providers on payouts, and the notices about payouts.
enum PayoutEffects {
    static let handlers = [
        EffectHandler(.freezeMoney, of: Job.self) { job, call, tx in
            try ProviderPayouts.cancelUnpaid(with: job.id, reason: "job_disputed", as: call, tx)
        },
        EffectHandler(.ban, of: Provider.self) { provider, call, tx in
            try ProviderPayouts.cancelUnpaid(to: provider.id, reason: "provider_banned", as: call, tx)
        },
        EffectHandler(.tellPayeePaid, of: ProviderPayout.self) { payout, _, tx in
            try payout.notifyProvider(.payoutPaid, tx)
        },
        EffectHandler(.tellPayeeSentBack, of: ProviderPayout.self) { payout, _, tx in
            try payout.notifyProvider(.payoutReturned, tx)
        },
        EffectHandler(.freeEntries, of: ProviderPayout.self) { payout, _, tx in
            guard payout.status != .returned else { return }
            try payout.notifyProvider(.payoutCancelled, tx)
        },
    ]
}

extension ProviderPayout {
    fileprivate func notifyProvider(_ template: NoticeTemplate, _ tx: borrowing Tx) throws {
        try MarketNotice.notify(
            template,
            [payee.account],
            about: (Self.kind, id.cast()),
            [
                "number": String(number), "amount": Money(amount, .dollar).description,
                "reference": reference?.rawValue ?? "–", "reason": statusReason?.rawValue ?? "–",
            ],
            key: "\(template.name):\(id)",
            tx
        )
    }
}
