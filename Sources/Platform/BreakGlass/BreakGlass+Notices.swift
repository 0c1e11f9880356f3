import Kernel
import Store

extension BreakGlassGrant {
    private var about: (kind: String, id: ID<Subject>) { (Self.kind, id.cast()) }

    /// Asks the other administrators to approve.
    func notifyApprovers(at site: Site, _ tx: borrowing Tx) throws {
        try Notifications.notify(.administrators(of: site, without: requester), tx) { _ in
            Notice(template: .breakGlassRequested, about: about, values: ["cause": cause])
        }
    }

    func notifyRequester(_ tx: borrowing Tx) throws {
        let notice = Notice(template: .breakGlassApproved, about: about, values: ["minutes": String(minutes)])
        try Notifications.notify(requester, notice, tx)
    }

    /// Informs the person concerned: the data an administrator could read, the number of reads and the reason.
    func notifySubject(at site: Site, _ tx: borrowing Tx) throws {
        guard let startsAt, let endsAt else { return }
        let zone = try site.zone(of: subject, tx)
        try Notifications.notify(.account(subject), tx) { language in
            Notice(
                template: .breakGlassEnded,
                about: about,
                values: [
                    "from": zone.clock(startsAt), "until": zone.clock(endsAt), "reads": String(reads),
                    "cause": cause,
                    "what": scopes.map { $0.words.text(in: [language]) }.joined(separator: ", "),
                ]
            )
        }
    }

    func notifyUnreviewed(at site: Site, _ tx: borrowing Tx) throws {
        guard let endsAt else { return }
        let (zone, today) = (site.product.zone, site.product.zone.civil(tx.now).date)
        try Notifications.notify(.administrators(of: site), tx) { _ in
            Notice(
                template: .breakGlassUnreviewed,
                about: about,
                values: ["until": zone.clock(endsAt)],
                key: "\(id)@\(today)"
            )
        }
    }
}

extension BreakGlassGrant.Scope {
    fileprivate var words: LocalizedText {
        switch self {
        case .account:
            [
                "en": "consents, sessions, preferences and devices",
                "it": "consensi, sessioni, preferenze e dispositivi",
                "ar": "الموافقات والجلسات والتفضيلات والأجهزة",
                "ku": "ڕەزامەندی و دانیشتن و هەڵبژاردە و ئامێرەکان",
            ]
        case .logMetadata:
            [
                "en": "the times at which your devices wrote, but not the content",
                "it": "gli orari in cui i suoi dispositivi hanno scritto, ma non il contenuto",
                "ar": "متى كتبت أجهزتك، دون ما كتبته",
                "ku": "کەی ئامێرەکانت نووسیویانە، نەک چی",
            ]
        }
    }
}

extension Site {
    fileprivate func zone(of account: ID<Account>, _ tx: borrowing Tx) throws -> Zone {
        product.notices.personal == nil ? product.zone : try PersonZone.of(account, at: self, tx)
    }
}

extension Zone {
    /// Date and time as people read them, such as `2026-11-21 10:00`.
    fileprivate func clock(_ moment: Instant) -> String {
        let (date, time) = civil(moment)
        return "\(date) \(time)"
    }
}
