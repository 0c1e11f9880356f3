import Kernel
import Platform

extension Job: LifecycleSubject {
    static let kind = "job"
    static let guardRefusal = Problem.Code.illegalTransition

    // swift-format-ignore
    static let lifecycle = Lifecycle<Job, State, Event>(start: .open) {
        // event             from                                      to              needs              if                  then
        On(.edit,           from: .open,                              to: .open,      needs: .jobPost,                       then: .ageQuotes, .announceJob)
        On(.edit,           from: .directed,                          to: .directed,  needs: .jobPost,                       then: .ageQuotes, .announceJob)
        On(.edit,           from: .quoted,                            to: .quoted,    needs: .jobPost,                       then: .ageQuotes, .announceJob)
        On(.direct,         from: .open, .directed,                   to: .directed,  needs: .jobDirect,                     then: .announceJob)
        On(.decline,        from: .directed,                          to: .open,      needs: .jobDecline,                    then: .announceJob)
        On(.quote,          from: .open, .directed, .quoted,          to: .quoted,    needs: .jobQuote,                      then: .announceJob)
        On(.revise,         from: .open, .directed, .quoted,          to: .quoted,    needs: .jobQuote,                      then: .announceJob)
        On(.reconfirm,      from: .open, .directed, .quoted,          to: .quoted,    needs: .jobQuote,                      then: .announceJob)
        On(.unquote,        from: .quoted,                            to: .open,      needs: .jobRun,                        then: .announceJob)
        On(.accept,         from: .quoted,                            to: .awarded,   needs: .jobPost,                       then: .announceJob)
        On(.lapse,          from: .awarded,                           to: .quoted,    needs: .jobQuote,                      then: .freeSlot, .lapseAward, .announceJob)
        On(.lapseOpen,      from: .awarded,                           to: .open,      needs: .jobQuote,                      then: .freeSlot, .lapseAward, .announceJob)
        On(.lapseCancelled, from: .awarded,                           to: .cancelled, needs: .jobRun,                        then: .freeSlot, .lapseAward, .endJob, .announceJob)
        On(.fund,           from: .awarded,                           to: .funded,    needs: .jobRun,                        then: .winAward, .announceJob)
        On(.start,          from: .funded,                            to: .underway,  needs: .jobWork,   if: .nearStart,    then: .announceJob)
        On(.deliver,        from: .underway, .rework,                 to: .delivered, needs: .jobWork,                       then: .announceJob)
        On(.askRework,      from: .delivered,                         to: .rework,    needs: .jobAccept, if: .reworkLeft,  then: .announceJob)
        On(.complete,       from: .delivered,                         to: .completed, needs: .jobAccept,                     then: .releaseEscrow, .openRatings, .endJob, .announceJob)
        On(.dispute,        from: .underway, .delivered, .rework,     to: .disputed,  needs: .disputeOpen,                   then: .freezeMoney, .announceJob)
        On(.dispute,        from: .funded,                            to: .disputed,  needs: .disputeOpen, if: .pastStart, then: .freezeMoney, .announceJob)
        On(.dispute,        from: .completed,                         to: .disputed,  needs: .disputeOpen, if: .recentlyCompleted, then: .freezeMoney, .announceJob)
        On(.settle,         from: .disputed,                          to: .completed, needs: .jobRun,                        then: .settleDispute, .openRatings, .endJob, .announceJob)
        On(.settleBack,     from: .disputed,                          to: .cancelled, needs: .jobRun,                        then: .freeSlot, .settleDispute, .endJob, .announceJob)
        On(.cancel,         from: .open, .directed, .quoted,          to: .cancelled, needs: .jobDirect,                     then: .endJob, .announceJob)
        On(.cancel,         from: .awarded,                           to: .cancelled, needs: .jobDirect,                     then: .freeSlot, .lapseAward, .endJob, .announceJob)
        On(.cancel,         from: .funded,                            to: .cancelled, needs: .jobCancel,                     then: .freeSlot, .settleCancel, .endJob, .announceJob)
        On(.expire,         from: .open, .quoted,                     to: .expired,   needs: .jobRun,                        then: .endJob, .announceJob)
    }
}

extension Effect {
    /// Notifies the side that did not move the job, and connected clients.
    static let announceJob = Effect("announce_job")
    /// Quotes for an earlier revision go stale.
    static let ageQuotes = Effect("age_quotes")
    /// The provider's time is free again.
    static let freeSlot = Effect("free_slot")
    /// The awarded quote ends, those outbid return, and an unpaid charge ends.
    static let lapseAward = Effect("lapse_award")
    /// The awarded quote is won; both sides learn each other's address, name and telephone number.
    static let winAward = Effect("win_award")
    /// The money in escrow goes to the provider, less the commission.
    static let releaseEscrow = Effect("release_escrow")
    /// The money in escrow goes back, less the fee that the fault and the terms of the award make due.
    static let settleCancel = Effect("settle_cancel")
    /// No release and no payout until the dispute is final.
    static let freezeMoney = Effect("freeze_money")
    /// The dispute's decision has moved the money.
    static let settleDispute = Effect("settle_dispute")
    /// Open quotes, visits, proposals and charges end, and the chat closes later.
    static let endJob = Effect("end_job")
    /// Both sides can rate each other.
    static let openRatings = Effect("open_ratings")
}
