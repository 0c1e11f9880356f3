import Kernel
import Platform
import Store

/// The products of the demo's companies, with their stock.
enum DemoGoods {
    static func make(in places: DemoPlaces, by administrator: Actor, at site: Site) async throws {
        let call = site.call(as: administrator, with: .productManage)
        try await site.db.write { tx in
            guard try !tx.exists("SELECT 1 FROM product") else { return }
            let food = try category(#"{"ar": "مواد غذائية", "ku": "خۆراک", "en": "Food"}"#, below: nil, tx)
            let rice = try category(
                #"{"ar": "رز وبقوليات", "ku": "برنج و پاقلەمەنی", "en": "Rice and pulses"}"#,
                below: food,
                tx
            )
            let drinks = try category(
                #"{"ar": "مشروبات", "ku": "خواردنەوە", "en": "Drinks"}"#,
                below: food,
                tx
            )
            let cleaning = try category(
                #"{"ar": "منظفات", "ku": "پاککەرەوە", "en": "Cleaning"}"#,
                below: nil,
                tx
            )
            // swift-format-ignore
            let goods = [
                Good("FUR-RICE-5",  places.furat,  rice,     #"{"ar": "رز عنبر ٥ كغم", "ku": "برنجی عەنبەر ٥ کگم", "en": "Anbar rice 5 kg"}"#, 9_500, stock: 120),
                Good("FUR-LENT-1",  places.furat,  rice,     #"{"ar": "عدس أحمر ١ كغم", "en": "Red lentils 1 kg"}"#, 2_250, stock: 300, minimum: 6),
                Good("FUR-TEA-450", places.furat,  drinks,   #"{"ar": "شاي أسود ٤٥٠ غم", "ku": "چای ڕەش ٤٥٠ گم", "en": "Black tea 450 g"}"#, 5_750, stock: 80),
                Good("FUR-WATER-12", places.furat, drinks,   #"{"ar": "ماء معبأ ١٢ قنينة", "en": "Water, 12 bottles"}"#, 3_000, stock: 500, pack: 12),
                Good("FUR-SOAP-4",  places.furat,  cleaning, #"{"ar": "صابون ٤ قطع", "en": "Soap, 4 bars"}"#, 2_500, stock: 0),
                Good("FUR-BLEACH",  places.furat,  cleaning, #"{"ar": "قاصر ملابس ٢ لتر", "en": "Bleach 2 l"}"#, 1_750, stock: 9),
                Good("ZAG-HONEY-1", places.zagros, food,     #"{"ar": "عسل جبلي ١ كغم", "ku": "هەنگوینی چیا ١ کگم", "en": "Mountain honey 1 kg"}"#, 32_000, stock: 40),
                Good("ZAG-CHICK-1", places.zagros, rice,     #"{"ar": "حمص ١ كغم", "ku": "نۆک ١ کگم", "en": "Chickpeas 1 kg"}"#, 2_750, stock: 200, minimum: 4),
                Good("ZAG-JUICE-6", places.zagros, drinks,   #"{"ar": "عصير رمان ٦ علب", "ku": "شەربەتی هەنار ٦", "en": "Pomegranate juice, 6"}"#, 6_500, stock: 150, pack: 6),
                Good("ZAG-YOG-2",   places.zagros, food,     #"{"ar": "لبن أربيل ٢ كغم", "ku": "ماستی هەولێر ٢ کگم", "en": "Erbil yoghurt 2 kg"}"#, 4_250, stock: 60),
            ]
            for good in goods { _ = try Product.add(good.body, by: call, tx) }
        }
    }

    private static func category(
        _ name: String,
        below parent: ID<Category>?,
        _ tx: borrowing Tx
    ) throws -> ID<Category> {
        let new = NewCategory(name: try JSON.decode(Name.self, from: name), parentId: parent)
        return try Category.add(new, by: .system, tx).id
    }

    private struct Good {
        let sku: String
        let company: ID<Company>
        let category: ID<Category>
        let name: String
        let price: Int
        let stock: Int
        let pack: Int?
        let minimum: Int

        init(
            _ sku: String,
            _ company: ID<Company>,
            _ category: ID<Category>,
            _ name: String,
            _ price: Int,
            stock: Int,
            pack: Int? = nil,
            minimum: Int = 1
        ) {
            self.sku = sku
            self.company = company
            self.category = category
            self.name = name
            self.price = price
            self.stock = stock
            self.pack = pack
            self.minimum = minimum
        }

        var body: NewProduct {
            get throws {
                var members: JSONValue = [
                    "sku": .string(sku), "company_id": .string(company.description),
                    "category_id": .string(category.description), "name": try JSONValue(parsing: name),
                    "price": .integer(Int64(price)), "minimum_quantity": .integer(Int64(minimum)),
                    "stock": .integer(Int64(stock)),
                ]
                if let pack { members["pack_size"] = .integer(Int64(pack)) }
                return try JSON.decode(NewProduct.self, from: members)
            }
        }
    }
}
