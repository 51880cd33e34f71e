export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers. */
        get: operations["Health.alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server is ready: the database answers and blobs can be stored. Lists the engines that run. Answers within 5 s. */
        get: operations["Health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Me.me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/namespaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Namespaces.list"];
        put?: never;
        post: operations["Namespaces.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Session.signIn"];
        delete: operations["Session.signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/one-time-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Session.createOneTimeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Tokens.list"];
        put?: never;
        post: operations["Tokens.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Tokens.revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users.list"];
        put?: never;
        post: operations["Users.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["Users.change"];
        trace?: never;
    };
    "/api/v1/users/{name}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Users.listTokens"];
        put?: never;
        post?: never;
        delete: operations["Users.revokeTokens"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["Users.revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sample set, which `POST /datasets` uses with `sample` */
        get: operations["Sample.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample/held-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Held-out images to try a model on that was trained on the sample set */
        get: operations["Sample.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/sample/held-out/{label}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Sample.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Arrivals.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as server-sent events; continues after Last-Event-ID. */
        get: operations["Arrivals.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/arrivals/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Arrivals.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the data sets that you may see, the newest first */
        get: operations["Datasets.list"];
        put?: never;
        /** Creates a data set or a version of one; the images are processed in the background */
        post: operations["Datasets.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Datasets.show"];
        put?: never;
        post?: never;
        /** Deletes a data set with all versions; refused while unfinished runs of its owner use it */
        delete: operations["Datasets.delete"];
        options?: never;
        head?: never;
        /** Makes a data set public or private, with all its versions */
        patch: operations["Datasets.change"];
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.labels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{owner}/{name}/versions/{version}/items/{position}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DatasetVersions.thumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists and searches models, with the counts of each facet */
        get: operations["Models.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model, with its latest version and card */
        get: operations["Models.show"];
        put?: never;
        post?: never;
        /** Deletes a model with all versions, if no other model is based on them */
        delete: operations["Models.delete"];
        options?: never;
        head?: never;
        /** Makes a model public or private, with all its versions */
        patch: operations["Models.change"];
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all versions, the newest first */
        get: operations["Versions.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version, by number, alias or digest */
        get: operations["Versions.show"];
        put?: never;
        post?: never;
        /** Deletes a version, if no other model is based on it; its number is never used again */
        delete: operations["Versions.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The card: Markdown and parsed front matter */
        get: operations["Versions.card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its base models, its data set and the models based on it, as far as you may see them */
        get: operations["Versions.family"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/children": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the models based on it, as far as you may see them, the newest first */
        get: operations["Versions.children"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/yank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Yanks a version: it is hidden, but still available by number and digest, with a warning */
        post: operations["Versions.yank"];
        /** Undoes a yank */
        delete: operations["Versions.unyank"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists all aliases, by name */
        get: operations["Aliases.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/aliases/{alias}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets an alias to a version */
        put: operations["Aliases.move"];
        post?: never;
        /** Deletes an alias */
        delete: operations["Aliases.remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/tfjs/model.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A TF.js layers model that `tf.loadLayersModel` loads, with or without its top */
        get: operations["Export.tfjsModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/onnx/model.onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An ONNX model, with or without its top */
        get: operations["Export.onnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/keras/model.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A Keras model, HDF5 or `.keras`, that Keras 2 and 3 load, with or without its top */
        get: operations["Export.keras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/original/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An uploaded file of the model */
        get: operations["Export.original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/{format}/test.{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Beside the model: an image to test it with, and the scores that the model gives to it */
        get: operations["Export.test"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/{format}/{companion}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files next to the model: the class names, one per output; and the preprocessing for its input size */
        get: operations["Export.companion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/tfjs/{shard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Weight files that model.json lists */
        get: operations["Export.tfjsShard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The layers, and where the top begins */
        get: operations["Versions.layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Predicts labels with probabilities for each image
         * @description Up to 32 images and 64 MiB in total; without a token 32 MiB in total and 32 megapixels each. An image that cannot be read gets a problem instead of predictions; if no image can be read, the request fails.
         */
        post: operations["Predict.predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists your imports, the latest first */
        get: operations["Imports.list"];
        put?: never;
        /** Imports a model from uploads or a URL, or indexes a bucket or folder */
        post: operations["Imports.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["Imports.find"];
        put?: never;
        post?: never;
        /** Deletes an import; models published from it stay */
        delete: operations["Imports.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Progress as server-sent events; continues after Last-Event-ID. */
        get: operations["Imports.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The layer table of a model that was read, before it is published */
        get: operations["Imports.layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/example.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An example image before and after the preprocessing, side by side */
        get: operations["Imports.example"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["Imports.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes the model of an import; a repeated request returns the same version */
        post: operations["Imports.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists models on the public web that can be imported */
        get: operations["Catalogue.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the Keras architectures that weights-only files can be imported with */
        get: operations["Applications.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists your runs, the latest first */
        get: operations["Runs.list"];
        put?: never;
        /** Starts a run that fine-tunes a model on a data set */
        post: operations["Runs.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/recipe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The recipe of a run and the reason of each setting, without starting the run */
        post: operations["Runs.chooseRecipe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run, with its recipe, history and evaluation */
        get: operations["Runs.find"];
        put?: never;
        post?: never;
        /** Deletes a run that has ended; published models stay */
        delete: operations["Runs.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events of a run, as server-sent events; continues after Last-Event-ID */
        get: operations["Runs.events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a run; it can be resumed */
        post: operations["Runs.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resumes a failed or cancelled run from its last checkpoint */
        post: operations["Runs.resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The generated card of the model of a run, which is used if the request has no card */
        get: operations["Runs.card"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes the model of a run as a version; a repeated request returns the same version */
        post: operations["Runs.publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tfjs/model.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as `tf.loadLayersModel` loads it, with or without its top */
        get: operations["RunModel.tfjsModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/onnx/model.onnx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as ONNX, with or without its top */
        get: operations["RunModel.onnx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/keras/model.{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A run's model as Keras HDF5 or `.keras`, which Keras 2 and 3 load, with or without its top */
        get: operations["RunModel.keras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/predict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Predicts labels with probabilities for each image, by the model of a run */
        post: operations["RunModel.predict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/{format}/test.{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Beside the model: an image to test it with, and the scores that the model gives to it */
        get: operations["RunModel.test"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/{format}/{companion}.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Files next to the model: the class names, one per output; and the preprocessing for its input size */
        get: operations["RunModel.companion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/tfjs/{shard}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Weight files that model.json lists */
        get: operations["RunModel.tfjsShard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{owner}/{name}/versions/{ref}/evaluation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The evaluation of a version on test images, if a run made it */
        get: operations["VersionEvaluation.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fsck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The progress of the current check, or the result of the last one */
        get: operations["Fsck.latest"];
        put?: never;
        /** Starts an integrity check of everything that is stored; GET shows its progress */
        post: operations["Fsck.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/gc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a sweep would delete */
        get: operations["Gc.plan"];
        put?: never;
        /** Deletes unused blobs */
        post: operations["Gc.sweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        MyAccountResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "member";
        };
        MeResponse: {
            /** @description Null for anonymous visitors. */
            account: components["schemas"]["MyAccountResponse"] | null;
            /** @description What you may do: the scopes of the token in use that your role allows. `tokens`: manage your tokens. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** @description Namespaces that you may publish in. */
            namespaces: string[];
        };
        NamespaceResponse: {
            name: string;
            /** @description Name of the account that owns it. */
            owner: string;
        };
        NamespacePage: {
            items: components["schemas"]["NamespaceResponse"][];
            nextCursor: string | null;
        };
        CreateNamespaceRequest: {
            name: string;
            /** @description Name of the account that owns it; yours by default. */
            owner?: string;
        };
        SignInRequest: {
            /** @description A token. Alternatives are a one-time token, or a name and its password. */
            token?: string;
            /** @description From the link that the server printed, or from `POST /session/one-time-tokens`. */
            oneTimeToken?: string;
            name?: string;
            password?: string;
            /** @description Whether to sign in even if the browser is signed in to another account. */
            replace?: boolean;
        };
        OneTimeTokenResponse: {
            /** @description Signs one browser in: append it to any URL of the page as `#token=…`. */
            token: string;
            /**
             * Format: date-time
             * @description When it expires; earlier if the server is restarted.
             */
            expiresAt: string;
        };
        TokenResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Only a session that was opened with a password has `tokens`. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
        };
        TokenPage: {
            items: components["schemas"]["TokenResponse"][];
            nextCursor: string | null;
        };
        CreateTokenRequest: {
            /**
             * @description Name of the token, such as what it is for.
             * @example laptop
             */
            name: string;
            /**
             * @default [
             *       "read",
             *       "publish",
             *       "train"
             *     ]
             */
            scopes: ("read" | "publish" | "train" | "admin")[];
            /**
             * Format: date-time
             * @description When it expires. By default, it expires with the token in use; it never expires if you signed in with a password.
             */
            expiresAt?: string;
        };
        IssuedTokenResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description Only a session that was opened with a password has `tokens`. */
            scopes: ("read" | "publish" | "train" | "admin" | "tokens")[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
            /** @description The token. Only this response contains it: the server stores a hash. */
            token: string;
        };
        UserResponse: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "member";
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the account was disabled; null if it is enabled.
             */
            disabledAt: string | null;
        };
        UserPage: {
            items: components["schemas"]["UserResponse"][];
            nextCursor: string | null;
        };
        CreateUserRequest: {
            name: string;
            /**
             * @default member
             * @enum {string}
             */
            role: "admin" | "member";
            /** @description Needed to sign in with a browser. */
            password?: string;
        };
        ChangeUserRequest: {
            /** @description Whether the account is disabled: it cannot sign in, its tokens are refused and its jobs are cancelled. */
            disabled: boolean;
        };
        RevokedTokensResponse: {
            /** @description Number of tokens and sessions that were revoked. */
            revoked: number;
        };
        LabelResponse: {
            label: string;
            /** @description Images. */
            count: number;
        };
        SampleResponse: {
            images: number;
            labels: components["schemas"]["LabelResponse"][];
            /** @example CC-BY-4.0 */
            license: string;
        };
        HeldOutResponse: {
            /** @example animals/octopus.png */
            name: string;
            /** @description The correct label. */
            label: string;
            /** @description Path of the image. */
            image: string;
        };
        HeldOutListResponse: {
            items: components["schemas"]["HeldOutResponse"][];
            /** @example CC-BY-4.0 */
            license: string;
        };
        ArrivalResponse: {
            /** Format: uuid */
            id: string;
            /** @description `owner/name` */
            dataset: string;
            /** @description Number of the new version. */
            version: number;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description Problem details, if it failed. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
        };
        CreateDatasetRequest: {
            /** @description `owner/name`, or `name` in your own namespace; the name of an existing data set adds a version. */
            name: string;
            /** @description Id of a finished upload: a zip with one folder per class. */
            upload?: string;
            /** @description Use the included sample set of emoji images instead of an upload. */
            sample?: boolean;
            /**
             * @description Visibility of a new data set, private by default. A version has the visibility of its data set.
             * @enum {string}
             */
            visibility?: "public" | "private";
            /**
             * @description SPDX id, or the licence in words.
             * @example CC-BY-4.0
             */
            license?: string;
        };
        DatasetVersionResponse: {
            number: number;
            /** @description Equal for the same images with the same names and labels. */
            digest: string;
            /** @description Sorted. */
            labels: string[];
            images: number;
            /** @description Bytes of all images. */
            bytes: number;
            /** Format: date-time */
            createdAt: string;
        };
        DatasetResponse: {
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            license: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The latest first. */
            versions: components["schemas"]["DatasetVersionResponse"][];
        };
        DatasetPage: {
            items: components["schemas"]["DatasetResponse"][];
            nextCursor: string | null;
        };
        ChangeDatasetRequest: {
            /** @enum {string} */
            visibility: "public" | "private";
        };
        LabelsResponse: {
            items: components["schemas"]["LabelResponse"][];
        };
        ItemResponse: {
            position: number;
            /** @description Path in the folder or zip. */
            name: string;
            labels: string[];
            /** @description Pixels, upright. */
            width: number;
            height: number;
            bytes: number;
            format: string;
            /** @description sha256 of the original bytes. */
            digest: string;
            /** @description Equal for the same image in another file. */
            contentDigest: string;
            /** @description Path of the original bytes. */
            image: string;
            /** @description Path of a small WebP. */
            thumbnail: string;
        };
        ItemPage: {
            items: components["schemas"]["ItemResponse"][];
            nextCursor: string | null;
        };
        FileProblemResponse: {
            name: string;
            reason: string;
            /** @description If false, the file was kept and should be checked. */
            leftOut: boolean;
        };
        FileProblemPage: {
            items: components["schemas"]["FileProblemResponse"][];
            nextCursor: string | null;
        };
        ModelResponse: {
            /** @example starter/efficientnet-lite0 */
            ref: string;
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            title: string;
            summary: string;
            /** @example image-classification */
            task: string;
            license: string | null;
            tags: string[];
            /** @description Original formats of the model. */
            formats: string[];
            architecture: string | null;
            /** @description [height, width] in pixels; empty if any size is accepted. */
            inputSize: number[];
            parameters: number;
            /** @description Stored size of the weights in bytes. */
            bytes: number;
            downloads: number;
            /** @description For drawing the network: [extent, channels] of its feature maps from input to output; empty if unknown. */
            outline: number[][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        FacetValueResponse: {
            value: string;
            count: number;
        };
        FacetsResponse: {
            task: components["schemas"]["FacetValueResponse"][];
            tag: components["schemas"]["FacetValueResponse"][];
            license: components["schemas"]["FacetValueResponse"][];
            format: components["schemas"]["FacetValueResponse"][];
            /** @description Size of the stored weights; see the parameter. */
            size: components["schemas"]["FacetValueResponse"][];
            owner: components["schemas"]["FacetValueResponse"][];
            architecture: components["schemas"]["FacetValueResponse"][];
        };
        ModelPage: {
            items: components["schemas"]["ModelResponse"][];
            nextCursor: string | null;
            /** @description Number of matching models on all pages. */
            total: number;
            facets: components["schemas"]["FacetsResponse"];
        };
        VersionSummaryResponse: {
            number: number;
            /** @description sha256 of the manifest, a permanent name of the version. */
            digest: string;
            /** @description sha256 of topology, weights, labels and preprocessing. */
            artifactDigest: string;
            aliases: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            yankedAt: string | null;
            yankReason: string | null;
            parameters: number;
            /** @description Stored size of the weights in bytes. */
            bytes: number;
            metrics?: {
                [key: string]: number;
            };
        };
        CardResponse: {
            /** @description The whole card: Markdown with YAML front matter. */
            markdown: string;
            /** @description Field names as on Hugging Face. */
            frontMatter: {
                [key: string]: unknown;
            };
            /** @description The Markdown below the front matter. */
            body: string;
        };
        ModelDetailResponse: {
            /** @example starter/efficientnet-lite0 */
            ref: string;
            owner: string;
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            title: string;
            summary: string;
            /** @example image-classification */
            task: string;
            license: string | null;
            tags: string[];
            /** @description Original formats of the model. */
            formats: string[];
            architecture: string | null;
            /** @description [height, width] in pixels; empty if any size is accepted. */
            inputSize: number[];
            parameters: number;
            /** @description Stored size of the weights in bytes. */
            bytes: number;
            downloads: number;
            /** @description For drawing the network: [extent, channels] of its feature maps from input to output; empty if unknown. */
            outline: number[][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description Null if all versions were yanked. */
            latest: components["schemas"]["VersionSummaryResponse"] | null;
            /** @description The card of the latest version. */
            card: components["schemas"]["CardResponse"] | null;
        };
        ChangeModelRequest: {
            /** @enum {string} */
            visibility: "public" | "private";
        };
        VersionPage: {
            items: components["schemas"]["VersionSummaryResponse"][];
            nextCursor: string | null;
        };
        NetworkResponse: {
            /** @enum {string} */
            task: "image-classification" | "multi-label-image-classification" | "feature-extraction" | "other";
            /** @description Name of the Keras architecture, if it is recognised. */
            architecture: string | null;
            /** @description [height, width, channels] for images; null where any extent is accepted; without the batch. */
            inputShape: (number | null)[];
            /** @description Without the batch. */
            outputShape: (number | null)[];
            parameters: number;
            /** @description Parameters at and below the top boundary. */
            backboneParameters: number | null;
            /** @description Number of layers. */
            layers: number;
            /** @description Stored size of the weights in bytes. */
            weightBytes: number;
            labelCount: number | null;
            /** @description Same as `outline` of a model; older versions lack it. */
            outline?: number[][];
        };
        TopBoundaryResponse: {
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            layer: string;
            /**
             * @description Kind of the first layer of the top; `named` if the importer named the layer.
             * @enum {string}
             */
            kind: "pooling" | "flatten" | "convolution-classifier" | "named";
        };
        PreprocessingResponse: {
            /** @description [height, width] in pixels. */
            size: number[];
            /** @enum {number} */
            channels: 1 | 3;
            /**
             * @description `crop` keeps the proportions, covers the size and crops the centre.
             * @enum {string}
             */
            resize: "squash" | "crop";
            /** @enum {string} */
            interpolation: "nearest" | "bilinear" | "bicubic";
            /** @description Share of height and width that is kept, from the centre; 1 by default. */
            cropFraction?: number;
            /** @description If false, downscaling skips pixels, as `tf.image.resize` does by default; true by default. */
            antialias?: boolean;
            /** @description value = (pixel in 0…255 × scale − mean[c]) / std[c], c in the order of the channels. */
            scale: number;
            mean: number[];
            std: number[];
            /** @enum {string} */
            channelOrder: "rgb" | "bgr";
        };
        OriginalFileResponse: {
            /** @example model.json */
            path: string;
            size: number;
            digest: string;
        };
        OriginResponse: {
            ref: string;
            digest: string;
        };
        LineageResponse: {
            base?: components["schemas"]["OriginResponse"];
            dataset?: components["schemas"]["OriginResponse"];
            /** @description Id of the run. */
            run?: string;
        };
        VersionResponse: {
            number: number;
            /** @description sha256 of the manifest, a permanent name of the version. */
            digest: string;
            /** @description sha256 of topology, weights, labels and preprocessing. */
            artifactDigest: string;
            aliases: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            yankedAt: string | null;
            yankReason: string | null;
            parameters: number;
            /** @description Stored size of the weights in bytes. */
            bytes: number;
            metrics?: {
                [key: string]: number;
            };
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            /** @description A warning with the reason, if it was yanked. */
            warning?: string;
            title: string;
            summary: string;
            license: string | null;
            tags: string[];
            formats: string[];
            network: components["schemas"]["NetworkResponse"];
            /** @description Null if it has no top. */
            top: components["schemas"]["TopBoundaryResponse"] | null;
            /** @description The layer after which new heads are attached. */
            cut: string | null;
            /** @description Null if unknown. */
            preprocessing: components["schemas"]["PreprocessingResponse"] | null;
            /** @description One per output, in order. */
            labels: string[] | null;
            /** @description Whether `…/evaluation` has an evaluation. */
            evaluated: boolean;
            original: components["schemas"]["OriginalFileResponse"][];
            lineage: components["schemas"]["LineageResponse"];
        };
        RelativeResponse: {
            /** @example ada/cats@2 */
            ref: string;
            digest: string;
            title: string;
            yanked: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        FamilyResponse: {
            base?: components["schemas"]["OriginResponse"];
            dataset?: components["schemas"]["OriginResponse"];
            /** @description Id of the run. */
            run?: string;
            /** @description From the base to the oldest ancestor. */
            ancestors: components["schemas"]["RelativeResponse"][];
            /** @description The newest hundred, the newest first; `…/children` has all of them. */
            children: components["schemas"]["RelativeResponse"][];
        };
        RelativePage: {
            items: components["schemas"]["RelativeResponse"][];
            nextCursor: string | null;
        };
        YankRequest: {
            /** @description Shown to users who still request the version. */
            reason?: string;
        };
        AliasResponse: {
            /** @example stable */
            name: string;
            /** @description Number of the version. */
            version: number;
            /** Format: date-time */
            updatedAt: string;
        };
        AliasList: {
            items: components["schemas"]["AliasResponse"][];
        };
        MoveAliasRequest: {
            /**
             * @description A number, another alias or a digest.
             * @example 3
             */
            version: string;
        };
        LayerResponse: {
            name: string;
            /** @example Conv2D */
            className: string;
            /** @description Without the batch. */
            outputShape: (number | null)[];
            parameters: number;
            trainable: boolean;
            /** @description Whether the layer belongs to the top. */
            inTop: boolean;
            /** @description Names of its input layers, each once. */
            inputs: string[];
            /** @description Whether all later layers depend only on its output, so that the frozen layers can end here. */
            onSpine: boolean;
        };
        LayerTableResponse: {
            top: components["schemas"]["TopBoundaryResponse"] | null;
            layers: components["schemas"]["LayerResponse"][];
        };
        PredictionResponse: {
            label: string;
            /** @description 0 to 1. */
            probability: number;
        };
        ImagePredictionResponse: {
            /** @description Name of the file in the request. */
            file: string;
            /** @description The most probable first. */
            predictions?: components["schemas"]["PredictionResponse"][];
            /** @description Problem details, if this image could not be read. */
            problem?: Record<string, never>;
        };
        ImportUpload: {
            /** Format: uuid */
            id: string;
            /** @description Path within the model, e.g. `model.json`; the name of the upload by default. */
            name?: string;
        };
        CreateImportRequest: {
            /** @description One per output, in order. */
            labels?: string[];
            /** @description Preprocessing of the images: one of tf, caffe, torch, unit, none, or all settings. */
            preprocessing?: ("tf" | "caffe" | "torch" | "unit" | "none") | components["schemas"]["PreprocessingResponse"];
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            top?: string;
            /** @description A file that contains a whole model, or a zip of its files. */
            upload?: string;
            /** @description A model's files, e.g. model.json and its weights. */
            uploads?: components["schemas"]["ImportUpload"][];
            url?: string;
            /** @description The Keras application of a weights-only file, e.g. `MobileNet`. */
            application?: string;
            /** @description `s3://bucket/prefix`, or the absolute path of a folder of the server, to index all models in it. The operator lists the allowed ones in GRAFT_INDEX_ALLOW. */
            index?: string;
            /** @description Namespace of the indexed models; that of the caller by default. */
            owner?: string;
            /**
             * @description Visibility of new indexed models; private by default.
             * @enum {string}
             */
            visibility?: "public" | "private";
            /** @description Proposed `owner/name` for publishing. */
            name?: string;
        };
        FoundLabelsResponse: {
            /**
             * @description The file or part of the model that contains it, or `the request`.
             * @example labels.txt
             */
            from: string;
            /** @description One per output, or two for a single output. */
            value: string[];
        };
        FoundPreprocessingResponse: {
            /**
             * @description The file or part of the model that contains it, or `the request`.
             * @example labels.txt
             */
            from: string;
            value: components["schemas"]["PreprocessingResponse"];
        };
        FoundLicenseResponse: {
            /**
             * @description The file or part of the model that contains it, or `the request`.
             * @example labels.txt
             */
            from: string;
            /** @example mit */
            value: string;
        };
        ReadFileResponse: {
            /** @example model.json */
            name: string;
            /** @description Bytes. */
            size: number;
        };
        PreviewResponse: {
            /** @enum {string} */
            task: "image-classification" | "multi-label-image-classification" | "feature-extraction" | "other";
            /** @description Name of the Keras architecture, if it is recognised. */
            architecture: string | null;
            /** @description [height, width, channels] for images; null where any extent is accepted; without the batch. */
            inputShape: (number | null)[];
            /** @description Without the batch. */
            outputShape: (number | null)[];
            parameters: number;
            /** @description Parameters at and below the top boundary. */
            backboneParameters: number | null;
            /** @example keras-hdf5 */
            format: string;
            top: components["schemas"]["TopBoundaryResponse"] | null;
            /** @description Number of layers per class. */
            layers: {
                [key: string]: number;
            };
            labels: components["schemas"]["FoundLabelsResponse"] | null;
            /** @description Null if unknown; publishing an image model needs it. */
            preprocessing: components["schemas"]["FoundPreprocessingResponse"] | null;
            license: components["schemas"]["FoundLicenseResponse"] | null;
            /** @description Weights with NaN or infinite values; the predictions are probably useless. */
            nonFiniteWeights: string[];
            /** @description Every file that was read. */
            files: components["schemas"]["ReadFileResponse"][];
        };
        IndexProblem: {
            /** @description Key of the model's main file. */
            key: string;
            reason: string;
            /** @description Whether the next index tries again even if the model is unchanged, because its store was unavailable. */
            again: boolean;
        };
        IndexResponse: {
            /** @description Models that are new in the zoo. */
            indexed: number;
            /** @description Unchanged models, which were not read. */
            unchanged: number;
            /** @description Changed models, which have a new version. */
            changed: number;
            /** @description Models that were yanked because their objects were removed. */
            gone: number;
            /** @description Models that cannot be read. */
            refused: number;
            /** @description Models that could not be read this time; the next index tries again. */
            failed: number;
            /** @description Objects that belong to no model. */
            ignored: number;
            /** @description Why models were refused or failed, now or before; the first 1,000. */
            problems: components["schemas"]["IndexProblem"][];
        };
        ImportResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description The request. */
            source: Record<string, never>;
            /** @description Proposed for publishing: `owner/name`. */
            name: string | null;
            /** @description The version that it was last published as: `owner/name@number`. */
            published: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: date-time
             * @description When it is deleted; null while it is running.
             */
            expiresAt: string | null;
            /** @description What was found, once a model was read. */
            preview: components["schemas"]["PreviewResponse"] | null;
            /** @description The card that is used if the request has no card, once a model was read. */
            card: components["schemas"]["CardResponse"] | null;
            /** @description Numbers of models by result, for an index of a bucket or folder. */
            result: components["schemas"]["IndexResponse"] | null;
            /** @description Problem details, if it failed: the file, the place in it and the reason. */
            problem: Record<string, never> | null;
        };
        ImportSummary: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description The request. */
            source: Record<string, never>;
            /** @description Proposed for publishing: `owner/name`. */
            name: string | null;
            /** @description The version that it was last published as: `owner/name@number`. */
            published: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /**
             * Format: date-time
             * @description When it is deleted; null while it is running.
             */
            expiresAt: string | null;
        };
        ImportPage: {
            items: components["schemas"]["ImportSummary"][];
            nextCursor: string | null;
        };
        PublishImportRequest: {
            /** @description One per output, in order. */
            labels?: string[];
            /** @description Preprocessing of the images: one of tf, caffe, torch, unit, none, or all settings. */
            preprocessing?: ("tf" | "caffe" | "torch" | "unit" | "none") | components["schemas"]["PreprocessingResponse"];
            /** @description The layer whose output is the last feature map; what follows it is the top. */
            top?: string;
            /** @description `owner/name`; by default the name that was proposed at the import. */
            name?: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Markdown with YAML front matter; by default the card that was found next to the model. */
            card?: string;
            /** @description Licence identifier as on Hugging Face, e.g. `mit`; added to the card. */
            license?: string;
            /** @description Added to the tags of the card. */
            tags?: string[];
        };
        PublishedResponse: {
            /** @example ada/pets@1 */
            ref: string;
            digest: string;
            /** @description False if the same content had been published under the name before. */
            created: boolean;
        };
        CatalogueEntryResponse: {
            /**
             * @description Proposed for the `name` of `owner/name`.
             * @example mobilenet-v2-100-224
             */
            name: string;
            title: string;
            /** @description The URL to send to `POST /imports`, which knows its application, hash and licence. */
            url: string;
            /** @enum {string} */
            format: "tfjs-layers" | "keras-weights";
            /** @description Keras' name of the architecture. */
            application: string;
            /** @description Width multiplier, if the architecture has one. */
            alpha?: number;
            includesTop: boolean;
            /** @description Null if the publisher states none. */
            license: string | null;
            task: string;
            /** @description [height, width] in pixels. */
            inputSize: number[];
            parameters: number;
            /** @description As a model's `outline`. */
            outline: number[][];
            /** @enum {string} */
            preprocessing: "tf" | "caffe" | "torch" | "none";
            /** @description MD5 of the file as hex, from the publisher. */
            md5?: string;
            /** @description The source in which the publisher names the URL. */
            source: string;
        };
        CatalogueResponse: {
            items: components["schemas"]["CatalogueEntryResponse"][];
        };
        ApplicationResponse: {
            /**
             * @description What `application` of `POST /imports` takes.
             * @example MobileNet
             */
            name: string;
            /** @description Preprocessing of the Keras weights: tf, caffe, torch or none. */
            preprocessing: string;
        };
        ApplicationList: {
            items: components["schemas"]["ApplicationResponse"][];
        };
        HeadRecipe: {
            /** @description Units per hidden fully connected layer; [] for none. */
            hidden?: number[];
            /**
             * @description Activation of the hidden layers.
             * @enum {string}
             */
            activation?: "relu" | "elu" | "tanh" | "sigmoid" | "linear";
            /** @description Batch normalisation of the features, with statistics of the training images. */
            batchNorm?: boolean;
            /** @description Share of values dropped during training, before each fully connected layer. */
            dropout?: number;
            /**
             * @description How the feature map becomes a vector; `none` flattens it.
             * @enum {string}
             */
            pooling?: "avg" | "max" | "none";
        };
        SplitRecipe: {
            /** @description Share of the images for training. */
            train?: number;
            /** @description Share for choosing the best epoch and for early stopping. */
            validation?: number;
            /** @description Share for the evaluation. */
            test?: number;
        };
        Recipe: {
            head?: components["schemas"]["HeadRecipe"];
            /**
             * @description The part of the network that keeps its weights.
             * @enum {string}
             */
            freeze?: "backbone";
            /** @description The layer of the base that the head is grafted onto; what lies above it is left out. Any layer that all of the base's answer is computed from. */
            cut?: string;
            /** @enum {string} */
            optimizer?: "adam" | "sgd" | "momentum" | "rmsprop";
            learningRate?: number;
            /**
             * @description How the learning rate changes from epoch to epoch.
             * @enum {string}
             */
            schedule?: "constant" | "cosine";
            /** @description Maximum number of passes over the training images. */
            epochs?: number;
            /** @description Images per training step. */
            batchSize?: number;
            /** @description Epochs without a lower validation loss before training stops; 0 turns early stopping off. */
            patience?: number;
            /** @description [height, width] in pixels, if the backbone allows it. */
            inputSize?: number[];
            split?: components["schemas"]["SplitRecipe"];
            /** @description Determines the split, the initial weights, dropout and the order of the images. */
            seed?: number;
            /**
             * @description `auto` gives each class the same weight in the loss.
             * @enum {string}
             */
            classWeights?: "auto" | "none";
            /** @description Share of the probability that is taken from the right class and spread over all classes. */
            labelSmoothing?: number;
        };
        PublishAs: {
            /**
             * @description owner/name
             * @example ada/pets
             */
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Aliases to move to the version, besides latest. */
            aliases?: string[];
        };
        CreateRunRequest: {
            /**
             * @description The base model.
             * @example starter/efficientnet-lite0
             */
            base: string;
            /**
             * @description The data set to train on.
             * @example ada/pets@1
             */
            dataset: string;
            /** @description Settings of the recipe that you choose; Graft chooses the others. */
            recipe?: components["schemas"]["Recipe"];
            /** @description If set, publishes the result at the end. */
            publishAs?: components["schemas"]["PublishAs"];
        };
        RangeResponse: {
            low: number;
            high: number;
        };
        BaselineResponse: {
            label: string;
            accuracy: number;
        };
        ClassScoreResponse: {
            label: string;
            /** @description Share of the predictions of this class that are right. */
            precision: number;
            /** @description Share of the images of this class that the model found. */
            recall: number;
            f1: number;
            /** @description Images of this class. */
            support: number;
        };
        WrongAnswerResponse: {
            /** @description The item's position in the data set. */
            position: number;
            name: string;
            true: string;
            predicted: string;
            /** @description Probability of the wrong prediction. */
            probability: number;
        };
        SplitResponse: {
            train: number;
            validation: number;
            test: number;
        };
        EvaluationResponse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            task: "image-classification";
            images: number;
            accuracy: number;
            /** @description Range that contains the true accuracy with 95 % confidence. */
            accuracyRange: components["schemas"]["RangeResponse"];
            macroF1: number;
            /** @description Mean cross-entropy per image. */
            loss: number;
            /** @description Accuracy of always predicting the largest class. */
            baseline: components["schemas"]["BaselineResponse"];
            classes: components["schemas"]["ClassScoreResponse"][];
            /** @description [true class][predicted class], in the order of `classes`. */
            confusion: number[][];
            /** @description The wrong predictions with the highest probability. */
            mostWrong: components["schemas"]["WrongAnswerResponse"][];
            /** @description What to consider when reading the figures. */
            note: string | null;
            /** @description Images of each part. */
            split: components["schemas"]["SplitResponse"];
        };
        EpochResponse: {
            /** @description From 1. */
            epoch: number;
            loss: number;
            accuracy: number;
            valLoss: number;
            valAccuracy: number;
            learningRate: number;
        };
        VersionLink: {
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            digest: string | null;
        };
        RunDatasetLink: {
            /** @example starter/efficientnet-lite0@1 */
            ref: string;
            digest: string | null;
            /** @description Whether its owner has deleted the data set. */
            deleted: boolean;
        };
        EnginesResponse: {
            inference: string;
            training: string;
            why: string;
        };
        RunResponse: {
            /** Format: uuid */
            id: string;
            /**
             * @description What it learns; `evaluation` and `history` depend on it.
             * @enum {string}
             */
            task: "image-classification";
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            base: components["schemas"]["VersionLink"];
            dataset: components["schemas"]["RunDatasetLink"];
            /** @description All settings of the recipe. */
            recipe: components["schemas"]["Recipe"];
            artifactDigest: string | null;
            /** @description On the test images. */
            accuracy: number | null;
            /** @description The version that it was last published as. */
            published: components["schemas"]["VersionLink"] | null;
            /** @description Problem details, if the run failed. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** @description The reason of each setting that was chosen for you. */
            reasons: {
                [key: string]: string;
            };
            /** @description The engines that ran the network, and why they were chosen. */
            engine: components["schemas"]["EnginesResponse"] | null;
            /** @description The evaluation on the test images. */
            evaluation: components["schemas"]["EvaluationResponse"] | null;
            /** @description Loss and accuracy per epoch. */
            history: components["schemas"]["EpochResponse"][];
            /** @description Duration of each step in seconds. */
            seconds: {
                [key: string]: number;
            };
        };
        ChooseRecipeRequest: {
            /**
             * @description The base model.
             * @example starter/efficientnet-lite0
             */
            base: string;
            /** @description Settings of the recipe that you choose; Graft chooses the others. */
            recipe?: components["schemas"]["Recipe"];
            /** @example ada/pets@1 */
            dataset?: string;
            /** @description Number of images per class, if they are not in a data set yet. */
            images?: number[];
        };
        ChosenRecipeResponse: {
            /** @description All settings of the recipe. */
            recipe: components["schemas"]["Recipe"];
            /** @description The reason of each setting that was chosen. */
            reasons: {
                [key: string]: string;
            };
        };
        RunSummaryResponse: {
            /** Format: uuid */
            id: string;
            /**
             * @description What it learns; `evaluation` and `history` depend on it.
             * @enum {string}
             */
            task: "image-classification";
            /** @enum {string} */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            base: components["schemas"]["VersionLink"];
            dataset: components["schemas"]["RunDatasetLink"];
            /** @description All settings of the recipe. */
            recipe: components["schemas"]["Recipe"];
            artifactDigest: string | null;
            /** @description On the test images. */
            accuracy: number | null;
            /** @description The version that it was last published as. */
            published: components["schemas"]["VersionLink"] | null;
            /** @description Problem details, if the run failed. */
            problem: Record<string, never> | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
        };
        RunPage: {
            items: components["schemas"]["RunSummaryResponse"][];
            nextCursor: string | null;
        };
        PublishRunRequest: {
            /**
             * @description owner/name
             * @example ada/pets
             */
            name: string;
            /** @enum {string} */
            visibility: "public" | "private";
            /** @description Aliases to move to the version, besides latest. */
            aliases?: string[];
            /** @description Markdown with YAML front matter; generated from the run by default. */
            card?: string;
            /**
             * @description Licence; that of the base by default.
             * @example mit
             */
            license?: string;
        };
        VersionEvaluationResponse: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            task: "image-classification";
            images: number;
            accuracy: number;
            /** @description Range that contains the true accuracy with 95 % confidence. */
            accuracyRange: components["schemas"]["RangeResponse"];
            macroF1: number;
            /** @description Mean cross-entropy per image. */
            loss: number;
            /** @description Accuracy of always predicting the largest class. */
            baseline: components["schemas"]["BaselineResponse"];
            classes: components["schemas"]["ClassScoreResponse"][];
            /** @description [true class][predicted class], in the order of `classes`. */
            confusion: number[][];
            /** @description The wrong predictions with the highest probability. */
            mostWrong: components["schemas"]["WrongAnswerResponse"][];
            /** @description What to consider when reading the figures. */
            note: string | null;
            /** @description Images of each part. */
            split: components["schemas"]["SplitResponse"];
            /** @description The data set of the images, if you may see it. */
            dataset: string | null;
        };
        FsckProgressResponse: {
            /** @description Blobs that were read. */
            blobs: number;
            /** @description Bytes that were read. */
            bytes: number;
            totalBlobs: number;
            totalBytes: number;
        };
        FsckCheckedResponse: {
            blobs: number;
            /** @description Bytes that were read and compared with their digests; 0 in a quick check. */
            bytes: number;
            versions: number;
            /** @description Versions of data sets. */
            datasets: number;
            runs: number;
        };
        FindingResponse: {
            /** @enum {string} */
            kind: "damaged" | "missing" | "half-made" | "wrong-alias" | "lost-version" | "published-twice" | "other-artifact" | "published-again" | "stuck-job" | "unneeded";
            /** @enum {string} */
            severity: "error" | "warning" | "info";
            /** @description Digest of the blob, if the finding is about a blob. */
            digest?: string;
            /** @example ada/pets@3 */
            where: string;
            /** @description What is wrong, and what you can do. */
            detail: string;
            /** @description What cannot be used completely because of it. */
            touches: string[];
        };
        MendedResponse: {
            digest: string;
            /** @description The source that its bytes were restored from. */
            from: string;
        };
        FsckReportResponse: {
            /** @description Whether no finding is an error. */
            ok: boolean;
            checked: components["schemas"]["FsckCheckedResponse"];
            /** @description The worst first, at most 1,000. */
            findings: components["schemas"]["FindingResponse"][];
            /** @description Number of further findings that are not in the list. */
            omitted: number;
            /** @description Blobs that were damaged or missing and are restored. */
            mended: components["schemas"]["MendedResponse"][];
        };
        FsckResponse: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            status: "running" | "done" | "failed";
            quick: boolean;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            progress: components["schemas"]["FsckProgressResponse"];
            /** @description The findings, once the check has ended. */
            report: components["schemas"]["FsckReportResponse"] | null;
            /** @description Problem details, if the check failed. */
            problem: Record<string, never> | null;
        };
        FsckRequest: {
            /** @description Check only the database, and presence and size of blobs, without reading them. */
            quick?: boolean;
            /** @description Unused blobs are reported if they are older than this number of hours; 24 by default. */
            graceHours?: number;
            /** @description Restore damaged and missing blobs from the original upload, the database or the replica. */
            mend?: boolean;
            /** @description A copy of the blobs: `s3://bucket/prefix`, or a folder of the server. GRAFT_REPLICA by default. */
            replica?: string;
        };
        TallyResponse: {
            blobs: number;
            bytes: number;
        };
        SweepReportResponse: {
            /** @description Used, or stored within the grace period or since a running job started. */
            kept: components["schemas"]["TallyResponse"];
            /** @description Unused: deleted, or in a dry run to be deleted. */
            unneeded: components["schemas"]["TallyResponse"];
            /** @description The first hundred unused blobs. */
            digests: string[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "Health.alive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Names the part that is not available, and the reason. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Me.me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeResponse"];
                };
            };
        };
    };
    "Namespaces.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamespacePage"];
                };
            };
        };
    };
    "Namespaces.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateNamespaceRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamespaceResponse"];
                };
            };
        };
    };
    "Session.signIn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The browser is signed in to another account, and `replace` is not set. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Session.signOut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Session.createOneTimeToken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneTimeTokenResponse"];
                };
            };
        };
    };
    "Tokens.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
        };
    };
    "Tokens.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedTokenResponse"];
                };
            };
        };
    };
    "Tokens.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Users.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
        };
    };
    "Users.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    "Users.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeUserRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
        };
    };
    "Users.listTokens": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
        };
    };
    "Users.revokeTokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevokedTokensResponse"];
                };
            };
        };
    };
    "Users.revokeToken": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Sample.show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleResponse"];
                };
            };
        };
    };
    "Sample.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeldOutListResponse"];
                };
            };
        };
    };
    "Sample.image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                label: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Arrivals.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Arrivals.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Arrivals.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Datasets.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetPage"];
                };
            };
        };
    };
    "Datasets.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDatasetRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    /** @description Path of the job that processes the images. */
                    Location?: unknown;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArrivalResponse"];
                };
            };
        };
    };
    "Datasets.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetResponse"];
                };
            };
        };
    };
    "Datasets.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Datasets.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeDatasetRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetResponse"];
                };
            };
        };
    };
    "DatasetVersions.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DatasetVersionResponse"];
                };
            };
        };
    };
    "DatasetVersions.labels": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsResponse"];
                };
            };
        };
    };
    "DatasetVersions.items": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: number;
                /** @description Only images with this label. */
                label?: string;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
        };
    };
    "DatasetVersions.problems": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Files that were left out, or kept and should be checked, with the reason */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileProblemPage"];
                };
            };
        };
    };
    "DatasetVersions.image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "DatasetVersions.thumbnail": {
        parameters: {
            query?: {
                /** @description Pixels of the longer side. */
                size?: number;
            };
            header?: never;
            path: {
                /** @description A number, or `latest`. */
                version: unknown;
                name: unknown;
                owner: unknown;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Models.list": {
        parameters: {
            query?: {
                /** @description Words, or beginnings of words; a model must contain all of them. */
                query?: string;
                /** @description Any of these tasks. */
                task?: string[];
                /** @description All of these tags. */
                tag?: string[];
                /** @description Any of these licences. */
                license?: string[];
                /** @description Any of these formats, e.g. `tfjs-layers`. */
                format?: string[];
                /** @description Any of these sizes of the stored weights: up to 5 MB, 25 MB, 100 MB, and beyond. */
                size?: ("tiny" | "small" | "medium" | "large")[];
                /** @description Any of these namespaces. */
                owner?: string[];
                /** @description Any of these architectures, by Keras' names. */
                architecture?: string[];
                /** @description By default relevance if there is a query, or else the last updated first. */
                sort?: "updated" | "downloads" | "name" | "size" | "relevance";
                /** @description `nextCursor` of the page before. */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
        };
    };
    "Models.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelDetailResponse"];
                };
            };
        };
    };
    "Models.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Models.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeModelRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelResponse"];
                };
            };
        };
    };
    "Versions.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: number;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
        };
    };
    "Versions.show": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Versions.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Versions.card": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardResponse"];
                };
            };
        };
    };
    "Versions.family": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FamilyResponse"];
                };
            };
        };
    };
    "Versions.children": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelativePage"];
                };
            };
        };
    };
    "Versions.yank": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["YankRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Versions.unyank": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionResponse"];
                };
            };
        };
    };
    "Aliases.list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasList"];
                };
            };
        };
    };
    "Aliases.move": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                alias: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveAliasRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasResponse"];
                };
            };
        };
    };
    "Aliases.remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                alias: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.tfjsModel": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.onnx": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
                /** @description Whether the model takes pixels in 0…255 and normalises them itself. */
                preprocessing?: boolean;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.keras": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                format: "h5" | "keras";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.original": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                /** @description Path of one of the uploaded files. */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.test": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                format: "tfjs" | "onnx" | "keras";
                kind: "png" | "json";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.companion": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                format: "tfjs" | "onnx" | "keras";
                companion: "labels" | "preprocessing";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Export.tfjsShard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
                /** @description Path that model.json lists. */
                shard: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Versions.layers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerTableResponse"];
                };
            };
        };
    };
    "Predict.predict": {
        parameters: {
            query?: {
                /** @description Number of labels, the most probable first. */
                top?: number;
            };
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    images?: string[];
                };
                "image/*": {
                    images?: string[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePredictionResponse"][];
                };
            };
        };
    };
    "Imports.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
        };
    };
    "Imports.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImportRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Imports.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Imports.layers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerTableResponse"];
                };
            };
        };
    };
    "Imports.example": {
        parameters: {
            query?: {
                /** @description Preprocessing of the images: one of tf, caffe, torch, unit, none, or all settings. The latter as JSON; what was found if left out. */
                preprocessing?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Imports.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
        };
    };
    "Imports.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishImportRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedResponse"];
                };
            };
        };
    };
    "Catalogue.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueResponse"];
                };
            };
        };
    };
    "Applications.list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
        };
    };
    "Runs.list": {
        parameters: {
            query?: {
                limit?: number;
                /** @description `nextCursor` of the previous page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
        };
    };
    "Runs.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRunRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.chooseRecipe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseRecipeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChosenRecipeResponse"];
                };
            };
        };
    };
    "Runs.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Runs.events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "Runs.cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"];
                };
            };
        };
    };
    "Runs.card": {
        parameters: {
            query: {
                /** @description owner/name to publish it as. */
                name: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CardResponse"];
                };
            };
        };
    };
    "Runs.publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRunRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionLink"];
                };
            };
        };
    };
    "RunModel.tfjsModel": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.onnx": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
                /** @description Whether the model takes pixels in 0…255 and normalises them itself. */
                preprocessing?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.keras": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
                format: "h5" | "keras";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.predict": {
        parameters: {
            query?: {
                /** @description Number of labels, the most probable first. */
                top?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagePredictionResponse"][];
                };
            };
        };
    };
    "RunModel.test": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
                format: "tfjs" | "onnx" | "keras";
                kind: "png" | "json";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.companion": {
        parameters: {
            query?: {
                /** @description Whether to keep the layers above the top boundary; true by default, unless `layer` is given. */
                top?: boolean;
                /** @description Pooling after the last feature map, if the top is left out; none by default. */
                pooling?: "avg" | "max" | "none";
                /** @description Another input shape: height, width, channels. */
                inputShape?: string;
                /** @description Layer whose output the model returns, instead of the top boundary. */
                layer?: string;
            };
            header?: never;
            path: {
                id: string;
                format: "tfjs" | "onnx" | "keras";
                companion: "labels" | "preprocessing";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "RunModel.tfjsShard": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description Path that model.json lists. */
                shard: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "VersionEvaluation.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                owner: string;
                name: string;
                /** @description A number, an alias or a digest. */
                ref: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionEvaluationResponse"];
                };
            };
        };
    };
    "Fsck.latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FsckResponse"];
                };
            };
        };
    };
    "Fsck.start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FsckRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FsckResponse"];
                };
            };
        };
    };
    "Gc.plan": {
        parameters: {
            query?: {
                /** @description Blobs that were stored within this number of hours are kept. At most ten years. */
                graceHours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReportResponse"];
                };
            };
        };
    };
    "Gc.sweep": {
        parameters: {
            query?: {
                /** @description Blobs that were stored within this number of hours are kept. At most ten years. */
                graceHours?: number;
                /** @description Run even if a job is older than the grace period. Blobs that the job has stored are kept in any case. */
                force?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SweepReportResponse"];
                };
            };
            /** @description A job is older than the grace period. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
