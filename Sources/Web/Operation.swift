import Kernel

/// One operation as the API document shows it.
///
/// Inputs and outputs describe themselves into it.
package struct Operation: Sendable {
    package var parameters: [Parameter] = []
    package var body: RequestContent?
    package var success: Success = Success(status: 200, description: "OK")
    /// The refusals this operation may answer with, beside those every operation shares.
    package var problems: [Problem.Code] = []
    /// Query parameters that are not listed pass, where they would be refused elsewhere.
    package var acceptsAnyQuery = false

    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query, header }
        package var place: Place
        /// A parameter of the path is named by the route.
        package var name: String
        package var schema: Schema
        package var isRequired: Bool
        package var description: String?

        package init(
            _ place: Place,
            _ name: String,
            _ schema: Schema,
            isRequired: Bool,
            description: String? = nil
        ) {
            self.place = place
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.description = description
        }
    }

    package struct RequestContent: Sendable {
        package var mediaType: String
        package var schema: Schema
        package var isRequired: Bool

        package init(_ mediaType: String, _ schema: Schema, isRequired: Bool = true) {
            self.mediaType = mediaType
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    package struct Success: Sendable {
        package var status: Int
        package var description: String
        package var mediaType: String?
        package var schema: Schema?
        package var headers: [Parameter]

        package init(
            status: Int,
            description: String,
            mediaType: String? = nil,
            schema: Schema? = nil,
            headers: [Parameter] = []
        ) {
            self.status = status
            self.description = description
            self.mediaType = mediaType
            self.schema = schema
            self.headers = headers
        }
    }
}

extension Operation {
    /// The query parameters a request may have; nil lets any pass.
    var declaredQuery: Set<String>? {
        acceptsAnyQuery ? nil : Set(parameters.filter { $0.place == .query }.map(\.name))
    }

    /// Gives the path parameters, described in the order of the path, their names from it.
    mutating func namePathParameters(after names: [String]) {
        let indices = parameters.indices.filter { parameters[$0].place == .path }
        precondition(
            indices.count == names.count,
            "a handler must take as many path values as its path has: \(names)"
        )
        for (index, name) in zip(indices, names) {
            parameters[index].name = name
        }
    }
}
