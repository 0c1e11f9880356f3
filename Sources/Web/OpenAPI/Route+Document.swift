import Kernel

extension Route {
    /// The operation object of the API document; the schemas it names are added to `schemas`.
    func document(
        _ schemas: inout SchemaDocument
    ) throws(SchemaError) -> JSONObject {
        var object = JSONObject()
        object["operationId"] = .string(operationID)
        object["summary"] = .string(summary)
        object["description"] = .string(documentedNeeds.joined(separator: " "))
        if !tag.isEmpty { object["tags"] = [.string(tag)] }
        if policy.isHandedOut { object["x-handed-out"] = true }
        object["x-permission"] = .string(permission.name)
        if let freshness = policy.freshness { object["x-step-up"] = .string(freshness.rawValue) }
        if policy.isForPeople { object["x-people-only"] = true }
        object["security"] = isOpen ? [] : [["bearer": []]]
        let parameters = try documentedParameters.map { parameter throws(SchemaError) in
            try parameter.document(&schemas, in: "\(method) \(path)")
        }
        if !parameters.isEmpty { object["parameters"] = .array(parameters) }
        if let body = operation.body { object["requestBody"] = try body.document(&schemas) }
        object["responses"] = .object(try responses(&schemas))
        return object
    }

    /// The refusals of this operation, by status and name.
    public var refusals: [Problem.Code] {
        var codes: Set<Problem.Code> = [
            .invalid, .tooManyRequests, .internalError, .overloaded, .unavailable,
        ]
        codes.formUnion(operation.problems)
        if !isOpen { codes.formUnion([.unauthenticated, .forbidden]) }
        if let body = operation.body {
            codes.formUnion([.malformed, .tooLarge, .unsupportedCoding])
            if body.mediaType != "*/*" { codes.insert(.unsupportedMediaType) }
        }
        if operation.parameters.contains(where: { $0.place == .path }) { codes.insert(.notFound) }
        if policy.honoursIdempotencyKey { codes.formUnion([.malformed, .conflict]) }
        if let match = operation.parameters.first(where: { $0.name == "If-Match" }) {
            codes.formUnion([.malformed, .stale])
            if match.isRequired { codes.insert(.preconditionRequired) }
        }
        return codes.sorted { ($0.status, $0.name) < ($1.status, $1.name) }
    }

    private var isOpen: Bool { permission == .anyone }

    private var documentedNeeds: [String] {
        let fresh: String? =
            switch policy.freshness {
            case .always:
                "Needs a login or a re-authentication within the last few minutes, otherwise 403 `step_up_required`."
            case .forOthers:
                "For any account but the caller's own, needs a login or a re-authentication within the last few minutes, otherwise 403 `step_up_required`."
            case nil: nil
            }
        return [
            details, isOpen ? "Open to everyone." : "Needs the permission `\(permission)`.", fresh,
            policy.isForPeople ? "Not open to programs." : nil,
            policy.isHandedOut ? "Query parameters that are not listed are ignored." : nil,
        ].compactMap(\.self)
    }

    private var documentedParameters: [Operation.Parameter] {
        operation.parameters + (policy.honoursIdempotencyKey ? [.idempotencyKey] : [])
    }

    private func responses(_ schemas: inout SchemaDocument) throws(SchemaError) -> JSONObject {
        var responses = JSONObject()
        responses[String(operation.success.status)] = try operation.success.document(&schemas)
        if let other = operation.otherSuccess {
            responses[String(other.status)] = try other.document(&schemas)
        }
        if method == "GET", operation.parameters.contains(where: { $0.name == "If-None-Match" }) {
            responses["304"] = ["description": "Not modified"]
        }
        for (status, codes) in Dictionary(grouping: refusals, by: \.status).sorted(by: { $0.key < $1.key }) {
            responses[String(status)] =
                codes.count == 1
                ? ["$ref": .string("#/components/responses/\(codes[0].name)")]
                : ProblemDocument.response(for: codes)
        }
        responses["default"] = ProblemDocument.response(for: [])
        return responses
    }
}

extension Operation.Parameter {
    fileprivate static let idempotencyKey = Self(
        .header,
        "Idempotency-Key",
        .text(TextRule(length: 1...255, example: "8e03978e-40d5-43dd-bc93-6894a57f9324")),
        isRequired: false,
        meaning: .words(
            "A key of the client's choice: a repeated request with the same key and content gets the first answer again."
        )
    )

    fileprivate func document(
        _ schemas: inout SchemaDocument,
        in operation: String
    ) throws(SchemaError) -> JSONValue {
        var object: JSONValue = [
            "name": .string(name), "in": .string(place.rawValue), "required": .bool(isRequired),
        ]
        schemas.describe(&object, meaning, name, schema, in: operation)
        object["schema"] = try schemas.json(schema)
        if place == .path { object["example"] = schema.example(named: name) }
        return object
    }

    fileprivate func headerDocument(_ schemas: inout SchemaDocument) throws(SchemaError) -> JSONValue {
        var object: JSONValue = [:]
        schemas.describe(&object, meaning, name, schema, in: "a header")
        object["schema"] = try schemas.json(schema)
        return object
    }
}

extension Operation.RequestContent {
    fileprivate func document(_ schemas: inout SchemaDocument) throws(SchemaError) -> JSONValue {
        var object: JSONValue = ["required": .bool(isRequired)]
        if let meaning { schemas.describe(&object, meaning, "body", schema, in: "a body") }
        object["content"] = try content(mediaType, schema, &schemas)
        return object
    }
}

extension Operation.Success {
    fileprivate func document(_ schemas: inout SchemaDocument) throws(SchemaError) -> JSONValue {
        var object = JSONObject()
        object["description"] = .string(description)
        if !headers.isEmpty {
            var described = JSONObject()
            for header in headers { described[header.name] = try header.headerDocument(&schemas) }
            object["headers"] = .object(described)
        }
        if let mediaType, let schema { object["content"] = try content(mediaType, schema, &schemas) }
        return .object(object)
    }
}

/// For bytes without a schema the kind is described: generators leave out content without one.
private func content(
    _ mediaType: String,
    _ schema: Schema,
    _ schemas: inout SchemaDocument
) throws(SchemaError) -> JSONValue {
    if case .anything = schema {
        let kind: JSONValue =
            switch mediaType.before("/") {
            case "multipart": ["type": "object"]
            case "text": ["type": "string"]
            case "application" where mediaType.ends(with: "json"): [:]
            default: ["type": "string", "format": "binary"]
            }
        let described: JSONValue = ["schema": kind]
        return .object(JSONObject([(mediaType, described)]))
    }
    let json: JSONValue = ["schema": try schemas.json(schema), "example": schema.example]
    return .object(JSONObject([(mediaType, json)]))
}
