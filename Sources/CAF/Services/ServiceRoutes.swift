import Kernel
import Platform
import Web

enum Services {
    static let routes = rows.tagged("Services")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                handler  needs
        Get("/services",         list,    .anyone, "List services", details: "Every service of the office, with the working days in which a complete request is finished.")
        Get("/services/{code}",  show,    .anyone, "Get a service", details: "Contains the sections with their JSON Schema, and the documents that the answers may call for.")
    }
}

extension Services {
    /// Seconds for which an answer may be reused: services change only with a new version of the server.
    private static let freshness = 3_600

    static func list(_ call: Call) async throws -> Cached<Listing<ServiceSummary>> {
        let services = Service.catalogue.map { ServiceSummary($0, in: call.languages) }
        return Cached(Listing(services), seconds: freshness)
    }

    static func show(_ call: Call, code: Service.Code) async throws -> Cached<ServiceView> {
        Cached(try ServiceView(code.service, in: call.languages), seconds: freshness)
    }
}

/// A service in the list of services.
struct ServiceSummary: View {
    var code: Service.Code
    /// In the language of the request.
    var title: String
    /// One sentence in the language of the request.
    var description: String
    /// Working days in which a complete request is finished.
    var slaWorkingDays: Int

    init(_ service: Service, in languages: [Language]) {
        code = service.code
        title = service.title.text(in: languages)
        description = service.summary.text(in: languages)
        slaWorkingDays = service.workingDays
    }
}

/// A service with its sections and documents.
///
/// The references in its schemas point into `components` of the same answer.
struct ServiceView: View {
    var code: Service.Code
    /// In the language of the request.
    var title: String
    /// One sentence in the language of the request.
    var description: String
    /// Working days in which a complete request is finished.
    var slaWorkingDays: Int
    /// The parts of the form, in their order.
    var sections: [SectionView]
    /// Every document that some answers call for.
    var documents: [PossibleDocument]
    var components: Components

    /// A section of a service's form.
    struct SectionView: Codable, Sendable {
        /// The member of `sections` in a service request.
        var name: String
        /// Whether a request cannot be submitted without it.
        var isMandatory: Bool
        /// JSON Schema of the section's answers.
        var schema: JSONValue
    }

    /// Schemas that the sections share.
    struct Components: Codable, Sendable {
        /// JSON Schemas by name.
        var schemas: [String: JSONValue]
    }

    init(_ service: Service, in languages: [Language]) throws {
        let summary = ServiceSummary(service, in: languages)
        code = summary.code
        title = summary.title
        description = summary.description
        slaWorkingDays = summary.slaWorkingDays
        var schemas: [String: JSONValue] = [:]
        let form = service.form
        sections = try form.sections.map { name, schema in
            SectionView(
                name: name,
                isMandatory: form.mandatory.contains(name),
                schema: try schema.json(into: &schemas)
            )
        }
        documents = form.possibleDocuments(in: languages)
        components = Components(schemas: schemas)
    }
}
