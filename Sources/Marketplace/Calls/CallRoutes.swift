import Kernel
import Logging
import Platform
import Store
import Web

/// Calls between the two sides of a job.
enum CallRoutes {
    private static let largest = 1 << 20

    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                     handler  needs
        Post("/calls",                 make,    .call,   "Call the other side of a job",
             details: "From the payment to 14 days after the end of the job. `log` writes a call down, `bridge` calls both sides, who do not see each other's number. Staff call while the job is disputed, with a `reason`.").idempotent.refuses(.notFound, .notFunded, .callsOver, .noTelephone, .callRefused, .callsNotConfigured, .callsUnavailable)
        Get ("/calls/job/{jobId}",     ofJob,   .call,   "List the calls of a job",
             details: "Newest first. Members see their own. Staff see all while the job is disputed; they give a `reason`, which the audit log keeps.")
        Get ("/calls/{id}",            show,    .call,   "Get a call",
             details: "For the two sides; for staff, with a `reason`, while the job is disputed.")
        Post("/calls/twilio-webhook",  receive, .anyone, "Receive a report on a call from Twilio",
             details: "For Twilio only: the signature in the header proves the origin of the report. Reports come in any order; only one of a higher rank counts.").upTo(bytes: largest).handedOut.uncounted.refuses(.callSignatureBad, .tooLarge)
    }

    static func make(_ call: Call, body: NewCall) async throws -> Created<PhoneCallView> {
        let bridge = call.site.dependencies.calls
        guard body.mode == .log || bridge.isReal else { throw Problem(.callsNotConfigured) }
        let (made, numbers) = try await call.db.write { tx in
            let made = try body.insert(as: call, tx)
            return (made, body.mode == .log ? nil : try CallNumbers.of(made, tx))
        }
        let shown = if let numbers { try await CallNumbers.connect(made, numbers, call) } else { made }
        return Created(PhoneCallView(shown), at: "/calls/\(made.id)", version: shown.version)
    }

    static func ofJob(
        _ call: Call,
        jobId: ID<Job>,
        query: OptionalReasonQuery
    ) async throws -> Listing<PhoneCallView> {
        try await call.readWithReason { tx in
            let job = try Job.find(jobId, within: call.scope(of: .jobRead), tx)
            let calls = try PhoneCall.list(where: "c.job_id = \(jobId)", in: call.scope, tx)
            guard !call.isOfStaff || job.status == .disputed || !calls.isEmpty else {
                throw Problem(.notFound)
            }
            return Listing(try shown(calls, query, call, tx))
        }
    }

    static func show(
        _ call: Call,
        id: ID<PhoneCall>,
        query: OptionalReasonQuery
    ) async throws -> Versioned<PhoneCallView> {
        try await call.readWithReason { tx in
            let found = try PhoneCall.list(where: "c.id = \(id)", in: call.scope, tx)
            guard let view = try shown(found, query, call, tx).first else { throw Problem(.notFound) }
            return Versioned(view, version: view.version)
        }
    }

    /// Staff give a reason for calls that are not their own.
    private static func shown(
        _ calls: [PhoneCall],
        _ query: OptionalReasonQuery,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> [PhoneCallView] {
        for one in calls where call.actor.account != one.caller && call.actor.account != one.callee {
            let reason = try query.reason.demanded(at: "query/reason")
            try CallAction.read.record(reason, on: one.id.cast(), of: "call", call, tx)
        }
        return calls.map(PhoneCallView.init)
    }

    static func receive(
        _ call: Call,
        signature: CallSignature?,
        settings: CallSignatureSettings?,
        request: RequestFacts,
        body: RawBody
    ) async throws -> NoContent {
        let signed = TwilioSignature.Signed(
            url: PhoneCall.callback(at: call.site) + (request.query.map { "?\($0)" } ?? ""),
            body: body.bytes,
            mediaType: body.mediaType
        )
        let report: CallReport
        do throws(CallReportRefused) {
            report = try call.site.dependencies.calls.report(
                .init(signature: signature?.value ?? "", settings: settings?.value, signed)
            )
        } catch {
            call.log.notice("a report on a call was refused: \(error)")
            throw call.badSignature(.callSignatureBad)
        }
        // A state of a later version of the service says nothing to this one.
        guard let state = PhoneCall.State(rawValue: report.status) else { return NoContent() }
        let named = request.incoming.query.first { $0.name == "call" }.flatMap { ID<PhoneCall>($0.value) }
        _ = try await call.db.write { tx in
            try PhoneCall.report(state, seconds: report.seconds, of: report.sid, or: named, tx)
        }
        return NoContent()
    }
}

/// The signature of a report.
struct CallSignature: HeaderInput {
    static let name = "X-Twilio-Signature"
    static let explanation = "The signature of the address and the parameters, in Base64."

    let value: String
}

/// The algorithm of the signature, where the account has a setting for it.
struct CallSignatureSettings: HeaderInput {
    static let name = "X-Twilio-Webhooks-Signature-Settings"
    static let explanation =
        "The key and the algorithm of the signature, such as `key=CR…,algorithm=HMAC_SHA256`."

    let value: String
}
