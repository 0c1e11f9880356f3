import HTTPTypes
import Kernel
import Logging

@testable import Web

/// A small API to run the routes with.
struct SampleCall: CallContext {
    var subject: String? { nil }
}

struct Parcel {
    enum State: String, CaseIterable, Codable { case waiting, sent }

    struct View: Web.View, Equatable {
        let id: ID<Parcel>
        let recipient: String
        let weightGrams: Int
        let sentAt: Instant?
    }
}

extension Parcel.State: PathValue {}

struct NewParcel: Body {
    let recipient: String
    let weightGrams: Int
    let date: CivilDate?
}

struct ParcelFilter: Query {
    let state: Parcel.State?
    let heavy: Bool?
    let atLeast: Int?
    let tags: [String]
}

struct Signature: HeaderInput {
    static let name = "X-Signature"
    static let explanation = "HMAC over the body."
    let value: String

    init(value: String) throws(Refusal) {
        guard !value.isEmpty else { throw Refusal(.tooShort(1)) }
        self.value = value
    }
}

extension Permission {
    static let parcelRead = Permission("sample.parcel.read")
    static let parcelWrite = Permission("sample.parcel.write")
}

extension Problem.Code {
    static let parcelSent = Problem.Code(
        "sample.parcel_sent",
        409,
        ["en": "It is sent.", "it": "È stato spedito."]
    )
}

enum Parcels {
    // swift-format-ignore
    @RouteTable<SampleCall> static var routes: [Route<SampleCall>] {
        Get   ("/parcels",                  list,    .parcelRead,  "List the parcels")
        Post  ("/parcels",                  create,  .parcelWrite, "Create a parcel").idempotent
        Get   ("/parcels/{id}",             show,    .parcelRead,  "Get a parcel")
        Put   ("/parcels/{id}",             change,  .parcelWrite, "Replace a parcel").refuses(.parcelSent)
        Delete("/parcels/{id}",             remove,  .parcelWrite, "Delete a parcel")
        Get   ("/parcels/in/{state}",       states,  .parcelRead,  "List the parcels in a state")
        Get   ("/parcels/on/{date}",        onDay,   .parcelRead,  "List the day's parcels")
        Post  ("/hooks/carrier",            hook,    .anyone,      "Receive a notice from the carrier")
        Get   ("/parcels/{id}/label",       label,   .parcelRead,  "Print a label").answering("application/pdf")
    }

    static let all: [Route<SampleCall>] = routes.tagged("Parcels")
    static let view = Parcel.View(id: .placeholder, recipient: "Giulia", weightGrams: 250, sentAt: nil)

    static func list(
        _ call: SampleCall,
        filter: ParcelFilter,
        page: PageRequest
    ) async throws -> Page<Parcel.View> {
        switch page.position {
        case .after(nil): Page([view], next: Cursor(token: "a_b"))
        case .after: Page([view])
        case .number: Page([view], total: 2 * page.limit)
        }
    }

    static func create(_ call: SampleCall, body: NewParcel) async throws -> Created<Parcel.View> {
        let id = ID<Parcel>.placeholder
        let view = Parcel.View(id: id, recipient: body.recipient, weightGrams: body.weightGrams, sentAt: nil)
        return Created(view, at: "/parcels/\(id)", version: 1)
    }

    static func show(_ call: SampleCall, id: ID<Parcel>) async throws -> Versioned<Parcel.View> {
        Versioned(view, version: 3)
    }

    static func change(
        _ call: SampleCall,
        id: ID<Parcel>,
        match: IfMatch,
        body: NewParcel
    ) async throws -> Parcel.View {
        try match.check(3)
        return view
    }

    static func remove(_ call: SampleCall, id: ID<Parcel>, match: IfMatch?) async throws -> NoContent {
        try match?.check(3)
        return NoContent()
    }

    static func states(_ call: SampleCall, state: Parcel.State) async throws -> Listing<Parcel.View> {
        Listing([view])
    }

    static func onDay(
        _ call: SampleCall,
        date: CivilDate,
        filter: ParcelFilter
    ) async throws -> Listing<Parcel.View> {
        Listing([view])
    }

    static func hook(_ call: SampleCall, signature: Signature, body: RawBody) async throws -> NoContent {
        NoContent()
    }

    static func label(_ call: SampleCall, id: ID<Parcel>) async throws -> Raw {
        Raw("application/pdf", Array("%PDF".utf8), fileName: "etichetta è.pdf")
    }
}

extension Mount<SampleCall> {
    static let sample = Mount(
        name: "sample",
        prefix: "/sample",
        title: "Parcels <&>",
        version: "1.0.0",
        description: "A small API.",
        languages: [.italian, .english],
        routes: Parcels.all,
        gate: Gate(admit: { _, _ in SampleCall() }, once: { _, _, _, run in try await run() })
    )
}

/// Finds the route for a request and runs it, as the edge would.
func answer(
    _ method: String,
    _ target: String,
    _ body: String? = nil,
    headers: [String: String] = [:],
    languages: [Language] = [.english]
) async -> Reply {
    let incoming = incoming(method, target, body, headers, languages)
    do {
        var router = RouteTree()
        for (index, route) in Parcels.all.enumerated() { router.add(route.method, route.path, index) }
        guard case .operation(let index, let values) = router.match(method, incoming.path[...]) else {
            throw Problem(.notFound)
        }
        let route = Parcels.all[index]
        var request = incoming
        let names = RouteTree.parameterNames(of: route.path)
        request.parameters = zip(names, values).map { ($0, String($1)) }
        return try await route.run(request, SampleCall())
    } catch {
        return ProblemRenderer.reply(for: error, to: incoming)
    }
}

private func incoming(
    _ method: String,
    _ target: String,
    _ body: String?,
    _ headers: [String: String],
    _ languages: [Language]
) -> Incoming {
    let halves = target.split(separator: "?", maxSplits: 1)
    var fields = HTTPFields()
    if body != nil { fields[.contentType] = "application/json" }
    for (name, value) in headers { HTTPField.Name(name).map { fields[$0] = value } }
    return Incoming(
        head: HTTPRequest(
            method: HTTPRequest.Method(rawValue: method) ?? .get,
            scheme: "http",
            authority: "localhost",
            path: "/sample" + target,
            headerFields: fields
        ),
        path: String(halves[0]),
        query: halves.count == 2 ? PercentCoding.pairs(halves[1]) ?? [] : [],
        parameters: [],
        body: RequestBody(bytes: Array((body ?? "").utf8), limit: 500),
        address: "127.0.0.1",
        requestID: "r-1",
        trace: .new(),
        languages: languages,
        log: Logger(label: "test")
    )
}

extension Reply {
    var json: JSONValue {
        guard case .bytes(let bytes) = body else { return .null }
        return (try? JSONValue(parsing: bytes)) ?? .null
    }

    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// Pointer and code of each fault.
    var faults: [String] {
        (json["errors"]?.arrayValue ?? []).map {
            "\($0["pointer"]?.stringValue ?? "") \($0["code"]?.stringValue ?? "")"
        }
    }

    var code: String? { json["code"]?.stringValue }
}
