-- What Prisma's schema cannot say: Model.search follows the columns that a search reads, the name weighing most.

-- The parser would read the "-2" of "net-2" as a number below zero, and "v1.0" as a host.
CREATE FUNCTION words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE
  RETURN to_tsvector('english', translate($1, '-_/.', '    '));

CREATE FUNCTION model_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search :=
    setweight(words(NEW.name || ' ' || NEW.title), 'A') ||
    setweight(words(NEW.namespace || ' ' || coalesce(array_to_string(NEW.tags, ' '), '')), 'B') ||
    setweight(words(coalesce(NEW.architecture, '') || ' ' || NEW.task), 'C') ||
    setweight(words(NEW.summary), 'D');
  RETURN NEW;
END
$$;

CREATE TRIGGER model_search
  BEFORE INSERT OR UPDATE OF namespace, name, title, summary, tags, architecture, task ON "Model"
  FOR EACH ROW EXECUTE FUNCTION model_search();
