import Kernel
import Platform
import Store

extension NoticeTemplate {
    static let providerVerified = market(
        .system,
        "provider_verified",
        subject: "You are verified",
        "{{provider}} is verified. Customers can find you, and you can quote their jobs.",
        preview: ["provider": "Pia's Plumbing"]
    )
    static let providerRejected = market(
        .system,
        "provider_rejected",
        subject: "You are not verified yet",
        "{{provider}} could not be verified: {{reason}}",
        preview: ["provider": "Pia's Plumbing", "reason": "The insurance certificate cannot be read."]
    )
    static let providerStopped = market(
        .system,
        "provider_stopped",
        subject: "You cannot quote at present",
        "{{provider}} is inactive from now on: {{reason}} Your quotes are withdrawn.",
        preview: ["provider": "Pia's Plumbing", "reason": "Your insurance has expired."]
    )
    static let providerResumed = market(
        .system,
        "provider_resumed",
        subject: "You can quote again",
        "{{provider}} is active again. {{reason}}",
        preview: ["provider": "Pia's Plumbing", "reason": "The complaint was unfounded."]
    )
    static let providerBanned = market(
        .system,
        "provider_banned",
        subject: "Your business is banned",
        "{{provider}} was banned by an administrator: {{reason}}",
        preview: ["provider": "Pia's Plumbing", "reason": "Fraud."]
    )
    static let providerUnbanned = market(
        .system,
        "provider_unbanned",
        subject: "The ban is lifted",
        "{{provider}} is no longer banned. It stays inactive until our staff reactivate it. {{reason}}",
        preview: ["provider": "Pia's Plumbing", "reason": "It was a mistake."]
    )
    static let providerWaits = market(
        .system,
        "provider_waits",
        subject: "{{provider}} waits for you",
        "The provider {{provider}} in your region waits for verification. Administrators are notified tomorrow.",
        preview: ["provider": "Pia's Plumbing"]
    )
    static let providerArrived = market(
        .system,
        "provider_arrived",
        subject: "{{provider}} asks for verification",
        "The provider {{provider}} in your region asks for verification.",
        preview: ["provider": "Pia's Plumbing"]
    )
    static let providerOverdue = market(
        .system,
        "provider_overdue",
        subject: "{{provider}} waits for verification",
        "No local manager has verified the provider {{provider}} in time.",
        preview: ["provider": "Pia's Plumbing"]
    )
    static let documentSent = market(
        .system,
        "document_sent",
        subject: "A document of {{provider}} waits for you",
        "The provider {{provider}} in your region has sent a document: {{document}}.",
        preview: ["provider": "Pia's Plumbing", "document": "insurance"]
    )
    static let documentApproved = market(
        .system,
        "document_approved",
        subject: "Your document is approved",
        "Your document was approved: {{document}}.",
        preview: ["document": "insurance"]
    )
    static let documentRejected = market(
        .system,
        "document_rejected",
        subject: "Your document was not approved",
        "Your document ({{document}}) was not approved: {{reason}} Please send another one.",
        preview: ["document": "insurance", "reason": "It cannot be read."]
    )
    static let documentInfected = market(
        .system,
        "document_infected",
        subject: "Your document contained a virus",
        "Your document ({{document}}) contained a virus and was removed. Please send it again from a clean device.",
        preview: ["document": "insurance"]
    )
    static let documentExpires = market(
        .system,
        "document_expires",
        subject: "Your document expires soon",
        "Your document ({{document}}) expires on {{day}}. Please send its successor: without one your business is inactive from then on.",
        preview: ["document": "insurance", "day": "2026-12-01"]
    )
}

extension Provider {
    static let templates: [NoticeTemplate] = [
        .providerVerified, .providerRejected, .providerStopped, .providerResumed, .providerBanned,
        .providerUnbanned, .providerWaits, .providerArrived, .providerOverdue, .documentSent,
        .documentApproved, .documentRejected, .documentInfected, .documentExpires,
    ]
}

// The recipients of messages about a provider.
extension Provider {
    private var subject: (kind: String, id: ID<Subject>) { (Self.kind, id.cast()) }

    /// Sends a message to the owner of the business.
    func notify(
        _ template: NoticeTemplate,
        _ values: [String: String],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        try MarketNotice.notify(template, [account], about: subject, values, key: key, tx)
    }

    /// Sends a message with the name of the business to the local managers of the region.
    func notifyManagers(
        _ template: NoticeTemplate,
        _ values: [String: String] = [:],
        _ tx: borrowing Tx
    ) throws {
        let values = values.merging(["provider": businessName.rawValue]) { own, _ in own }
        try MarketNotice.notifyManagers(of: region, template, about: subject, values, tx)
    }

    /// Sends a message with the name of the business to every administrator.
    func notifyAdministrators(_ template: NoticeTemplate, _ tx: borrowing Tx) throws {
        let values = ["provider": businessName.rawValue]
        try MarketNotice.notifyAdministrators(template, about: subject, values, tx)
    }
}
