import Kernel
import Platform
import Store
import Web

/// The routes of registration and of the caller's profile.
enum SignUp {
    static let routes = rows.tagged("Accounts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                 handler   needs
        Post ("/auth/register", register, .anyone,  "Register a shop owner",
               details: "Mails a link to choose a password; a code sent to the phone opens the account too. A password sent here is used only for an account opened by phone code. The answer does not reveal whether the address or number is in use.").limited(Accounts.messageLimit).upTo(bytes: 16_384)
        Get  ("/auth/me",       me,       .account, "Get the caller's profile",
               details: "Includes the role, the zones and the company of the caller.")
    }

    /// The account opens with the mailed link or with a code sent to the phone.
    static func register(_ call: Call, body: NewShopOwner) async throws -> Accepted<RegistrationPromise> {
        try await call.db.read { tx in try DeliveryZone.check(body.zoneId, at: "/zone_id", tx) }
        let request = AccountRequest(
            email: body.email,
            phone: body.phone,
            password: body.password,
            locale: body.locale?.language ?? call.preferredLanguage,
            details: try JSONValue(parsing: JSON.encode(body.registrant))
        )
        let registration = try await Accounts.accepted(request, call)
        let said: LocalizedText = [
            "en":
                "An e-mail with a link is on its way. Open the link and choose a password to open the account, or use a code sent to your phone.",
            "ar":
                "أُرسلت رسالة بريد إلكتروني تتضمن رابطاً. افتح الرابط واختر كلمة مرور لفتح الحساب، أو استخدم رمزاً يُرسل إلى هاتفك.",
            "ku":
                "ئیمەیڵێک بە بەستەرێکەوە نێردرا. بەستەرەکە بکەرەوە و وشەی نهێنی هەڵبژێرە بۆ کردنەوەی هەژمارەکە، یان کۆدێک بەکاربهێنە کە بۆ تەلەفۆنەکەت دەنێردرێت.",
        ]
        return Accepted(
            RegistrationPromise(message: said.text(in: call.languages), registration: registration)
        )
    }

    static func me(_ call: Call) async throws -> Versioned<UserView> {
        let me = try call.account
        return try await call.db.read { tx in
            try Users.versioned(User.find(me, tx), for: call, tx)
        }
    }

    /// Creates the profile of an account that was just opened.
    @Sendable static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let registrant = try JSON.decode(Registrant.self, from: details)
        var member = Member(of: account.id, registrant.name, at: tx.now)
        member.shopName = registrant.shopName
        member.shopAddress = registrant.shopAddress
        // The zone may have been deleted before the e-mail was read.
        let isThere = try tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(registrant.zoneId)")
        member.zone = isThere ? registrant.zoneId : nil
        try member.insert(tx)
    }
}

/// The registration of a shop owner.
struct NewShopOwner: Body {
    /// Receives the link that opens the account.
    var email: EmailAddress
    /// Deprecated: a mailed link asks for its own; used only for an account that a code opens.
    var password: Password?
    /// In E.164 form; a code sent to it opens the account too.
    var phone: PhoneNumber
    /// The person's full name.
    var name: Line<1, 120>
    /// Shown to vendors and administrators.
    var shopName: Line<1, 120>
    /// The delivery zone of the shop; it must be active.
    var zoneId: ID<DeliveryZone>
    /// Location of the shop as free text; none when absent.
    var shopAddress: Line<1, 300>?
    /// The language of the account's messages; the request's when absent.
    var locale: MarketLanguage?

    var registrant: Registrant {
        Registrant(name: name, shopName: shopName, zoneId: zoneId, shopAddress: shopAddress)
    }
}

/// The product's part of a registration, kept until confirmation; Accounts keeps the rest.
struct Registrant: Codable, Sendable {
    var name: Line<1, 120>
    var shopName: Line<1, 120>
    var zoneId: ID<DeliveryZone>
    var shopAddress: Line<1, 300>?
}

/// The answer to a registration, equal whether or not the address or number is in use.
struct RegistrationPromise: View {
    /// The next step, in the caller's language.
    var message: String
    /// Sent with the code from the phone to open the account.
    var registration: ID<PendingRegistration>
}

/// A language of the site's messages.
enum MarketLanguage: String, SupportedLanguage {
    /// Modern Standard Arabic.
    case arabic = "ar"
    /// Sorani Kurdish.
    case kurdish = "ku"
    /// English, without regional variants.
    case english = "en"

    static let placeholder = MarketLanguage.arabic
}

extension Call {
    /// The first of the caller's languages that the site supports.
    var preferredLanguage: Language {
        languages.first { MarketLanguage(rawValue: $0.tag) != nil } ?? .arabic
    }
}

extension DeliveryZone {
    /// Refused with 422 unless the zone exists and is active.
    static func check(_ id: ID<DeliveryZone>, at pointer: String, _ tx: borrowing Tx) throws {
        guard try tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(id) AND is_active") else {
            throw Problem(.invalid, faults: [.init(pointer, .unknownZone)])
        }
    }
}
