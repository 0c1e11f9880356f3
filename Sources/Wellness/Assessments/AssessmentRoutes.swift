import Kernel
import Platform
import Store
import Web

/// The instruments of the site, and the caller's own assessments.
enum AssessmentRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                                   handler     needs
        Get   ("/assessments/instruments",              instruments, .instrumentRead,   "List the instruments",
               details: "Their versions in force. An instrument without the operator's licence is not active.")
        Put   ("/admin/assessments/instruments/{key}",  put,         .instrumentManage, "Set the next version of an instrument",
               details: "The version counts from `since`; assessments keep the bands that they were scored by.").upTo(bytes: 32_768)
        Post  ("/assessments",                          submit,      .assessment,       "Submit an assessment",
               details: "Needs the consent `assessments` and an active instrument. Every missing item is a fault; there is no score of incomplete answers.").upTo(bytes: 4_096).refuses(.consentRequired)
        Get   ("/assessments",                          list,        .assessment,       "List the caller's assessments",
               details: "Latest first.")
        Get   ("/assessments/{id}",                     show,        .assessment,       "Get an assessment",
               details: "With its answers.")
    }

    static func instruments(_ call: Call) async throws -> Listing<InstrumentView> {
        try await call.db.read { tx in
            Listing(
                try WellbeingScale.Key.allCases.map { key in
                    InstrumentView(try Instrument.inForce(key, tx), in: call.languages)
                }
            )
        }
    }

    static func put(
        _ call: Call,
        key: WellbeingScale.Key,
        seen: IfMatch?,
        body: InstrumentForm
    ) async throws -> Versioned<InstrumentVersionView> {
        try await call.db.write { tx in
            let newest = try Instrument.newestVersion(key, tx)
            try seen?.check(newest)
            let instrument = try body.instrument(.scale(key), version: newest + 1)
            try instrument.insert(tx)
            try Audit.record(
                AssessmentAction.instrumentUpdate,
                of: "instrument",
                nil,
                by: call.actor,
                details: ["key": .string(key.rawValue), "version": .integer(Int64(instrument.version))],
                tx
            )
            return Versioned(InstrumentVersionView(instrument), version: instrument.version)
        }
    }

    static func submit(_ call: Call, body: NewAssessment) async throws -> Created<AssessmentView> {
        let me = try call.account
        return try await call.db.write { tx in
            try Consent.require(.assessments, of: me, tx)
            try Quota.assessments.consume(as: call, tx)
            let id = try Assessment.submit(body.answers, to: body.instrument, of: me, at: call.site, tx)
            return Created(AssessmentView(try Assessment.find(id, of: me, tx)), at: "/assessments/\(id)")
        }
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<AssessmentView> {
        let me = try call.account
        return try await call.db.read { tx in try Assessment.list(page, of: me, tx).map(AssessmentView.init) }
    }

    static func show(_ call: Call, id: ID<Assessment>) async throws -> AssessmentDetail {
        let me = try call.account
        return try await call.db.read { tx in
            let found = try Assessment.find(id, of: me, tx)
            let answers = try Assessment.answers(id, of: me, at: call.site, tx)
            return AssessmentDetail(AssessmentView(found), answers: answers)
        }
    }
}

extension WellbeingScale.Key: PathValue, RouteInput {}

/// The actions of assessments in the audit log; a person's own assessments leave no entry, because the log must not
/// show health data.
enum AssessmentAction: String, AuditAction {
    case instrumentUpdate = "wellness.instrument.update"
}

extension Quota {
    static let assessments = Quota(
        "wellness.assessments_a_day",
        .assessment,
        most: 50,
        .window(.hours(24)),
        counting: .rows(weight: "1", at: "a.taken_at") { "assessment a WHERE a.account_id = \($0.account)" },
        counted: ["en": "assessments in 24 hours", "it": "questionari in 24 ore"],
        frees: inTime,
        because:
            "Both instruments ask about the last two weeks; more than a few a day cannot be meant seriously."
    )
}
